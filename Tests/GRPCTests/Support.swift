import GRPC
import Testing
