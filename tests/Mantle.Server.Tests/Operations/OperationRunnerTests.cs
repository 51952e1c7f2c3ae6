using Mantle.Core.Audit;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Explanations;
using Mantle.Core.Operations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;
using Mantle.Storage.Sqlite;
using Mantle.Storage.Sqlite.Trails;
using Mantle.Wire.S3;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mantle.Server.Tests.Operations;

/// <summary>An operation runs without HTTP as it does over it: authorized and recorded.</summary>
[Collection(ServerCollection.Name)]
public class OperationRunnerTests(TestServer server)
{
    static readonly Failures Failures = new(NullLogger.Instance, _ => null);

    [Fact]
    public async Task An_operation_runs_for_a_caller_without_http()
    {
        var root = await server.NewAccountAsync();
        var request = new Wire.Iam.CreateUserRequest { UserName = "made" };
        var answer = await server
            .Server.Part<OperationRunner>()
            .RunAsync(
                await CallAsync(root),
                new BoundRequest(server.Server.FindOperation("iam", "CreateUser")!, request),
                CancellationToken.None
            );
        Assert.Equal($"arn:aws:iam::{root.AccountId}:user/made", ((Wire.Iam.CreateUserResponse)answer!).User!.Arn);
        var events = await root.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId));
        Assert.Contains(events.All("member"), text => text.Contains("\"eventName\":\"CreateUser\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_recorded_is_closed()
    {
        var root = await server.NewAccountAsync();
        using var folder = new TemporaryFolder();
        await using var store = SqliteStore.Open(Path.Combine(folder.Path, "store.db"), Installation.StoredTypes());
        await using var trail = SqliteTrail.Open(Path.Combine(folder.Path, "trail.db"));
        var lastUsed = new LastUsed(trail);
        var recorder = new Recorder(store, trail, lastUsed, NullLogger<Recorder>.Instance);
        await recorder.DisposeAsync();
        var runner = new OperationRunner(
            server.Server.Part<Ledger>(),
            recorder,
            server.Server.Part<DenialRecorder>(),
            server.Server.Part<SecretBox>(),
            lastUsed,
            Failures,
            enforcesQuotas: true
        );
        var data = new WatchedStream();
        var operation = new OperationSteps<GetObjectRequest, GetObjectOutput>(new Operation(Wire.S3.Operations.GetObject))
            .Requires((_, _) => Access.None)
            .Run((_, _, _) => Task.FromResult(new GetObjectOutput { Body = data }));
        var request = new GetObjectRequest { Bucket = "bucket", Key = "key" };
        await Assert.ThrowsAsync<StoreException>(async () =>
            await runner.RunAsync(await CallAsync(root), new BoundRequest(operation, request), CancellationToken.None)
        );
        Assert.True(data.IsClosed);
    }

    [Theory]
    [InlineData(true, 500, "InternalFailure")]
    [InlineData(false, 503, "ServiceUnavailable")]
    public void What_cannot_be_read_is_not_said_to_be_better_later(bool isUnreadable, int status, string code)
    {
        var error = Failures.ToError(
            isUnreadable ? new UnreadableStoreException("damaged") : new StoreException("full"),
            "request",
            CancellationToken.None
        );
        Assert.Equal((status, code), (error.HttpStatus, error.Code));
    }

    async Task<Call> CallAsync(TestClient caller)
    {
        var account = (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(caller.AccountId)))!;
        return new Call
        {
            RequestId = "00000000-0000-0000-0000-000000000000",
            Time = server.Clock.GetUtcNow(),
            Caller = Caller.OfLongTermKey(account, caller.Credentials.AccessKeyId)!,
            Service = "iam",
            Region = "us-east-1",
            SourceIp = System.Net.IPAddress.Loopback,
            Secure = true,
            View = new AccountView(server.Server.Part<Ledger>()),
            Gate = new Gate(Enforcement.On),
        };
    }

    sealed class WatchedStream : MemoryStream
    {
        public bool IsClosed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
