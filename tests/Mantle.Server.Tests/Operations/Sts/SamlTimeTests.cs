using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.SAMLProviders;
using static Mantle.Server.Tests.Operations.Sts.SamlCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The times at which an assertion is valid, and the length of its session.</summary>
[Collection(FederationCollection.Name)]
public class SamlTimeTests(FederationServer server)
{
    [Fact]
    public async Task Times_are_kept_with_little_tolerance()
    {
        var target = await server.NewSamlTargetAsync();
        async Task AtAsync(double minutes, string? code, string? message = null, Func<string, string>? change = null)
        {
            var xml = Idp.SignAssertion(
                (change ?? (text => text))(TestIdentityProvider.Response(server.Now.AddMinutes(-minutes), target.Role, target.Provider))
            );
            if (code is null)
                await target.OkAsync(xml);
            else
                await target.RefusedAsync(xml, code, message);
        }
        await AtAsync(5.9, null);
        await AtAsync(6, "ExpiredTokenException", "Response has expired");
        var long_ = (string text) =>
            text.Replace(
                TestIdentityProvider.Time(server.Now.AddMinutes(-1)),
                TestIdentityProvider.Time(server.Now.AddHours(1)),
                StringComparison.Ordinal
            );
        await AtAsync(6, "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance", long_);
        await AtAsync(-5, null);
        await AtAsync(-5.1, "InvalidIdentityToken", "Response is not valid yet");
        await AtAsync(
            0,
            "ExpiredTokenException",
            "Response has expired",
            text =>
                text.Replace(
                    " NotOnOrAfter=\"" + TestIdentityProvider.Time(server.Now.AddMinutes(5)) + "\" Recipient",
                    " Recipient",
                    StringComparison.Ordinal
                )
        );
        await AtAsync(
            0,
            "InvalidIdentityToken",
            Invalid,
            text => text.Replace("NotBefore=\"" + TestIdentityProvider.Time(server.Now), "NotBefore=\"yesterday", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_session_ends_with_the_user_s_session_at_the_provider()
    {
        var target = await server.NewSamlTargetAsync();
        string Until(DateTimeOffset end) =>
            Idp.SignAssertion(
                target
                    .Xml()
                    .Replace(
                        "<saml:AuthnStatement ",
                        $"<saml:AuthnStatement SessionNotOnOrAfter=\"{TestIdentityProvider.Time(end)}\" ",
                        StringComparison.Ordinal
                    )
            );
        Assert.Equal(server.Now.AddMinutes(10), Expiration(await target.OkAsync(Until(server.Now.AddMinutes(10)))));
        Assert.Equal(server.Now.AddHours(1), Expiration(await target.OkAsync(Until(server.Now.AddHours(3)))));
        await target.RefusedAsync(Until(server.Now), "ExpiredTokenException", "Response has expired");
    }

    [Fact]
    public async Task The_duration_is_that_of_the_request_then_of_the_assertion()
    {
        var target = await server.NewSamlTargetAsync();
        string Lasting(string seconds) =>
            Idp.SignAssertion(target.Xml(TestIdentityProvider.Attribute(AwsAttribute + "SessionDuration", seconds)));
        Assert.Equal(server.Now.AddHours(2), Expiration(await target.OkAsync(Lasting("7200"))));
        Assert.Equal(server.Now.AddMinutes(15), Expiration(await target.OkAsync(Lasting("7200"), ("DurationSeconds", "900"))));
        await target.RefusedAsync(
            Lasting("7201"),
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        );
        await target.RefusedAsync(Lasting("899"), "InvalidIdentityToken", "SessionDuration in AuthnResponse must be between 900 and 43200");
        await target.RefusedAsync(Lasting("soon"), "InvalidIdentityToken", null);
    }

    /// <summary>The last representable times overflow when something is added to them.</summary>
    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public async Task Times_at_the_ends_of_the_calendar_are_read_or_refused(string time)
    {
        var target = await server.NewSamlTargetAsync();
        var xml = target.Xml();
        var isLast = time.StartsWith("9999", StringComparison.Ordinal) && time.EndsWith('Z');
        var until = TestIdentityProvider.Time(server.Now.AddMinutes(5));
        var conditions = Idp.SignAssertion(xml.Replace($"NotOnOrAfter=\"{until}\"", $"NotOnOrAfter=\"{time}\"", StringComparison.Ordinal));
        Assert.Equal(isLast ? null : "ExpiredTokenException", (await target.SendAsync(conditions)).Code);
        var issued = Idp.SignAssertion(
            xml.Replace(
                $"Version=\"2.0\" IssueInstant=\"{TestIdentityProvider.Time(server.Now)}\"",
                $"Version=\"2.0\" IssueInstant=\"{time}\"",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(400, (int)(await target.SendAsync(issued)).Status);
        var session = Idp.SignAssertion(
            xml.Replace("<saml:AuthnStatement ", $"<saml:AuthnStatement SessionNotOnOrAfter=\"{time}\" ", StringComparison.Ordinal)
        );
        Assert.Equal(isLast ? 200 : 400, (int)(await target.SendAsync(session)).Status);
    }

    [Fact]
    public async Task Metadata_that_has_ended_vouches_for_nobody()
    {
        var root = await server.NewAccountAsync();
        var metadata = SamlMetadataDocument.Of(
            TestIdentityProvider.EntityId,
            Idp.Certificate,
            $"validUntil=\"{TestIdentityProvider.Time(server.Now)}\""
        );
        var provider = await root.NewSamlProviderAsync("idp", metadata);
        var role = (
            await root.Iam(
                "CreateRole",
                ("RoleName", "saml"),
                ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(provider, actions: "\"sts:AssumeRoleWithSAML\""))
            )
        ).Text("Arn");
        var target = new SamlTarget(root, provider, role, server.Now);
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml()),
            "InvalidIdentityToken",
            "The metadata of the specified provider has expired"
        );
    }
}
