using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(ServerCollection.Name)]
public class GetSessionTokenTests(TestServer server)
{
    [Theory]
    [InlineData(null, 43_200)]
    [InlineData("900", 900)]
    [InlineData("129600", 129_600)]
    public async Task A_users_session_lasts_as_long_as_asked_for_and_twelve_hours_else(string? asked, int seconds)
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Deny("sts:*"));
        var answer = await user.Sts("GetSessionToken", asked is null ? [] : [("DurationSeconds", asked)]);
        Assert.Equal("AccessKeyId Expiration SecretAccessKey SessionToken", answer.Members("Credentials"));
        Assert.Matches("^ASIA[A-Z2-7]{16}$", answer.Text("AccessKeyId"));
        Assert.Equal(
            server
                .Clock.GetUtcNow()
                .AddSeconds(seconds)
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            answer.Text("Expiration")
        );
        var session = user.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));
        Assert.Equal(root.Arn("user/dev"), (await session.Sts("GetCallerIdentity")).Text("Arn"));
    }

    [Fact]
    public async Task The_root_users_session_is_cut_to_an_hour()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Sts("GetSessionToken", ("DurationSeconds", "43200"));
        Assert.Equal(
            server.Clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            answer.Text("Expiration")
        );
    }

    [Fact]
    public async Task Temporary_credentials_cannot_get_more()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.Sts("GetSessionToken");
        var session = root.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));
        await session.RefusedAsync("AccessDenied", "Cannot call GetSessionToken with session credentials", "sts", "GetSessionToken");
    }
}
