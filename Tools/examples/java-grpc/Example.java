import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.MetadataUtils;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import vn.gov.kntc.v1.GetPetitionRequest;
import vn.gov.kntc.v1.GetStatusRequest;
import vn.gov.kntc.v1.Petition;
import vn.gov.kntc.v1.PetitionServiceGrpc;
import vn.gov.kntc.v1.PetitionServiceGrpc.PetitionServiceBlockingStub;
import vn.gov.kntc.v1.PetitionSource;
import vn.gov.kntc.v1.Receipt;
import vn.gov.kntc.v1.ReceivingStamp;
import vn.gov.kntc.v1.RegisterPetitionRequest;
import vn.gov.kntc.v1.SystemServiceGrpc;

/** Registers a petition over gRPC: Example HOST PORT. */
final class Example {
    private static final long SECONDS = 10;

    private Example() {}

    public static void main(String[] arguments) throws Exception {
        ManagedChannel channel = NettyChannelBuilder
            .forAddress(arguments[0], Integer.parseInt(arguments[1])).usePlaintext().build();
        try {
            play(channel);
        } finally {
            channel.shutdownNow().awaitTermination(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void play(ManagedChannel channel) throws InvalidProtocolBufferException {
        System.out.println("health: " + ready(HealthGrpc.newBlockingStub(channel))
            .check(HealthCheckRequest.getDefaultInstance()).getStatus());
        String today = ready(SystemServiceGrpc.newBlockingStub(channel))
            .getStatus(GetStatusRequest.getDefaultInstance()).getToday();

        PetitionServiceBlockingStub petitions = PetitionServiceGrpc.newBlockingStub(channel);
        RegisterPetitionRequest request = RegisterPetitionRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setSource(PetitionSource.PETITION_SOURCE_POST)
            .setStamp(ReceivingStamp.newBuilder().setNumber("15").setDate(today))
            .setSummary("Đề nghị xem xét bồi thường đất")
            .setSigned(true)
            .build();
        Receipt receipt = ready(petitions).registerPetition(request);
        String id = receipt.getRecords(0).getRecord().getId();
        System.out.println("registered: " + id + " as number " + receipt.getNumbers(0).getNumber());
        Receipt again = ready(petitions).registerPetition(request);
        System.out.println("repeated: " + (again.equals(receipt) ? "the same receipt" : "another receipt"));

        Petition found = ready(petitions).getPetition(GetPetitionRequest.newBuilder().setId(id).build());
        System.out.println("read back: " + found.getSummary() + ", "
            + found.getDeadlinesCount() + " time limits");
        try {
            ready(petitions).registerPetition(RegisterPetitionRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString()).build());
        } catch (StatusRuntimeException failure) {
            tell(failure);
        }
    }

    /** A stub that says who calls, for one call: its deadline begins now. */
    private static <S extends AbstractBlockingStub<S>> S ready(S stub) {
        Metadata caller = new Metadata();
        caller.put(Metadata.Key.of("kntc-identity", Metadata.ASCII_STRING_MARSHALLER),
            "officer@H29.80.63");
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(caller))
            .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
    }

    /** Prints why a call failed, from the details of its status. */
    private static void tell(StatusRuntimeException failure) throws InvalidProtocolBufferException {
        for (Any detail : StatusProto.fromThrowable(failure).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                System.out.println("refused: " + detail.unpack(ErrorInfo.class).getReason());
            } else if (detail.is(BadRequest.class)) {
                detail.unpack(BadRequest.class).getFieldViolationsList().forEach(violation ->
                    System.out.println("  " + violation.getField() + " " + violation.getDescription()));
            } else if (detail.is(RequestInfo.class)) {
                System.out.println("  support id " + detail.unpack(RequestInfo.class).getRequestId());
            }
        }
    }
}
