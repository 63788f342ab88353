// Registers a petition over ttrpc: example HOST PORT
package main

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"github.com/containerd/ttrpc"
	"github.com/golang/protobuf/proto"
	"github.com/golang/protobuf/ptypes"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"

	kntcv1 "kntc.gov.vn/api/kntc/v1"
)

const (
	patience = 10 * time.Second
	petition = "kntc.v1.PetitionService"
)

// call makes a unary call as an officer, with a deadline.
func call(client *ttrpc.Client, service, method string, request, reply proto.Message) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	caller := ttrpc.MD{"kntc-identity": []string{"officer@H29.80.63"}}
	return client.Call(ttrpc.WithMetadata(ctx, caller), service, method, request, reply)
}

// must ends the program when a call failed that should not.
func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// tell prints why a call failed, from the details of its status.
func tell(err error) {
	failure, ok := status.FromError(err)
	if !ok || err == nil {
		log.Fatalf("no status: %v", err)
	}
	for _, packed := range failure.Proto().Details {
		var detail ptypes.DynamicAny
		if ptypes.UnmarshalAny(packed, &detail) != nil {
			continue // A detail of a later server.
		}
		switch found := detail.Message.(type) {
		case *errdetails.ErrorInfo:
			fmt.Println("refused:", found.Reason)
		case *errdetails.BadRequest:
			for _, violation := range found.FieldViolations {
				fmt.Println(" ", violation.Field, violation.Description)
			}
		case *errdetails.RequestInfo:
			fmt.Println("  support id", found.RequestId)
		}
	}
}

// requestID names a new write; the same one goes with each repeat of it.
func requestID() string {
	id, err := os.ReadFile("/proc/sys/kernel/random/uuid")
	must(err)
	return string(bytes.TrimSpace(id))
}

func main() {
	connection, err := net.DialTimeout("tcp", net.JoinHostPort(os.Args[1], os.Args[2]), patience)
	must(err)
	client := ttrpc.NewClient(connection)
	defer client.Close()

	var health grpc_health_v1.HealthCheckResponse
	must(call(client, "grpc.health.v1.Health", "Check", &grpc_health_v1.HealthCheckRequest{}, &health))
	fmt.Println("health:", health.Status)
	var server kntcv1.ServerStatus
	must(call(client, "kntc.v1.SystemService", "GetStatus", &kntcv1.GetStatusRequest{}, &server))

	request := &kntcv1.RegisterPetitionRequest{
		RequestId: requestID(),
		Source:    kntcv1.PetitionSource_PETITION_SOURCE_POST,
		Stamp:     &kntcv1.ReceivingStamp{Number: "15", Date: server.Today},
		Summary:   "Đề nghị xem xét bồi thường đất",
		Signed:    true,
	}
	var receipt, again kntcv1.Receipt
	must(call(client, petition, "RegisterPetition", request, &receipt))
	id := receipt.Records[0].Record.Id
	fmt.Printf("registered: %s as number %d\n", id, receipt.Numbers[0].Number)
	must(call(client, petition, "RegisterPetition", request, &again))
	if proto.Equal(&receipt, &again) {
		fmt.Println("repeated: the same receipt")
	}

	var found kntcv1.Petition
	asked := &kntcv1.GetPetitionRequest{Name: &kntcv1.GetPetitionRequest_Id{Id: id}}
	must(call(client, petition, "GetPetition", asked, &found))
	fmt.Printf("read back: %s, %d time limits\n", found.Summary, len(found.Deadlines))

	wrong := &kntcv1.RegisterPetitionRequest{RequestId: requestID()}
	tell(call(client, petition, "RegisterPetition", wrong, &receipt))
}
