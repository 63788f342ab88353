// A stock ttrpc client that calls what it is told: one JSON object a line in, one a line out.
//
//	caller HOST:PORT
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"log"
	"net"
	"os"
	"sync"
	"time"

	"github.com/containerd/ttrpc"
	"github.com/golang/protobuf/proto"
	"google.golang.org/grpc/status"
)

// order is a call to make, or many of the same at once.
type order struct {
	Service  string
	Method   string
	Payload  []byte              // Base64 in JSON.
	Zeros    int                 // So many zero bytes in the place of a payload.
	Metadata map[string][]string // Several values of a key are sent as several entries.
	WaitMS   int64               // How long the client itself waits.
	Told     int64               // Nanoseconds that the server is told in the place of those.
	Times    int
}

// outcome is how a call ended: a payload, a status as bytes, or an error of the client itself.
type outcome struct {
	Payload []byte `json:"payload"`
	Status  []byte `json:"status"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Failure string `json:"failure"`
	TookMS  int64  `json:"took_ms"`
}

// raw is a message that is not looked into.
type raw struct{ bytes []byte }

func (r *raw) Reset()                   { r.bytes = nil }
func (r *raw) String() string           { return "raw" }
func (*raw) ProtoMessage()              {}
func (r *raw) Marshal() ([]byte, error) { return r.bytes, nil }
func (r *raw) Unmarshal(b []byte) error { r.bytes = append([]byte{}, b...); return nil }

// toldKey carries what the server is told of the deadline.
type toldKey struct{}

func tell(ctx context.Context, request *ttrpc.Request, response *ttrpc.Response,
	_ *ttrpc.UnaryClientInfo, invoke ttrpc.Invoker) error {
	if told, ok := ctx.Value(toldKey{}).(int64); ok {
		request.TimeoutNano = told
	}
	return invoke(ctx, request, response)
}

func call(client *ttrpc.Client, do order) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(do.WaitMS)*time.Millisecond)
	defer cancel()
	ctx = ttrpc.WithMetadata(ctx, ttrpc.MD(do.Metadata))
	if do.Told != 0 {
		ctx = context.WithValue(ctx, toldKey{}, do.Told)
	}
	if do.Zeros > 0 {
		do.Payload = make([]byte, do.Zeros)
	}
	var reply raw
	began := time.Now()
	err := client.Call(ctx, do.Service, do.Method, &raw{do.Payload}, &reply)
	found := outcome{Payload: reply.bytes, TookMS: time.Since(began).Milliseconds()}
	switch failure, ok := status.FromError(err); {
	case err == nil:
	case errors.Is(err, ttrpc.ErrClosed):
		found.Failure = "closed"
	case errors.Is(err, context.DeadlineExceeded):
		found.Failure = "waited too long"
	case ok:
		found.Code, found.Message = failure.Code().String(), failure.Message()
		found.Status, err = proto.Marshal(failure.Proto())
		if err != nil {
			log.Fatal(err)
		}
	default:
		found.Failure = err.Error()
	}
	return found
}

func main() {
	connection, err := net.DialTimeout("tcp", os.Args[1], 10*time.Second)
	if err != nil {
		log.Fatal(err)
	}
	client := ttrpc.NewClient(connection, ttrpc.WithUnaryClientInterceptor(tell))
	defer client.Close()
	orders, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	for {
		var do order
		if orders.Decode(&do) != nil {
			return
		}
		found := make([]outcome, do.Times)
		var all sync.WaitGroup
		for place := range found {
			all.Add(1)
			go func(place int) {
				defer all.Done()
				found[place] = call(client, do)
			}(place)
		}
		all.Wait()
		if err := out.Encode(found); err != nil {
			log.Fatal(err)
		}
	}
}
