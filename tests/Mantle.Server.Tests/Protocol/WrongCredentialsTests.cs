using System.Net;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Protocol;

[Collection(ServerCollection.Name)]
public class WrongCredentialsTests(TestServer server)
{
    [Fact]
    public async Task Wrong_credentials_get_their_own_errors()
    {
        var root = server.Management;
        await root.With(new Credentials("AKIAIOSFODNN7EXAMPLE", "x"))
            .RefusedAsync("InvalidClientTokenId", "The security token included in the request is invalid.", "sts", "GetCallerIdentity");
        await root.With(new Credentials(root.Credentials.AccessKeyId, "wrong"))
            .RefusedAsync(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
                    + "Key and signing method. Consult the service documentation for details.",
                "sts",
                "GetCallerIdentity"
            );
        await root.With(new Credentials(root.Credentials.AccessKeyId, root.Credentials.SecretAccessKey, "not-a-token"))
            .RefusedAsync("InvalidClientTokenId", null, "sts", "GetCallerIdentity");
    }

    [Fact]
    public async Task A_signature_from_another_time_is_refused()
    {
        var clock = new TestClock();
        clock.Advance(server.Clock.GetUtcNow() - clock.GetUtcNow() + TimeSpan.FromMinutes(16));
        var early = new TestClient(server.Server.Endpoint, clock, server.Management.AccountId, server.Management.Credentials);
        var refused = await early.RefusedAsync("SignatureDoesNotMatch", null, "sts", "GetCallerIdentity");
        Assert.StartsWith("Signature not yet current: ", refused.Message);
        clock.Advance(TimeSpan.FromMinutes(-32));
        refused = await early.RefusedAsync("SignatureDoesNotMatch", null, "sts", "GetCallerIdentity");
        Assert.StartsWith("Signature expired: ", refused.Message);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }
}
