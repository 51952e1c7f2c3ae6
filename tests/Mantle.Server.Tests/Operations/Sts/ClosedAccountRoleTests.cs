using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.SAMLProviders;
using Mantle.Server.Tests.Operations.Organizations;
using static Mantle.Server.Tests.Operations.Sts.SamlCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>A role of a closed account is answered like one that does not exist, so that nobody outside learns of the closing.</summary>
[Collection(FederationCollection.Name)]
public class ClosedAccountRoleTests(FederationServer server)
{
    [Fact]
    public async Task An_external_identity_cannot_tell_it_from_a_missing_role()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        var role = await member.NewWebRoleAsync(issuer);
        var provider = await member.NewSamlProviderAsync("idp", Idp.Metadata);
        await member.Iam("CreateRole", ("RoleName", "saml"), ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(provider)));
        var token = issuer.Token(server.Now);
        var target = new SamlTarget(member, provider, member.Arn("role/saml"), server.Now);
        var assertion = Idp.SignAssertion(target.Xml());
        await member.WebOkAsync(role, token);

        await management.Org("CloseAccount", new { member.AccountId });
        foreach (var named in new[] { role, member.Arn("role/none") })
            await member.WebRefusedAsync(named, token, "AccessDenied", WebIdentityCalls.Denied);
        await member.WebRefusedAsync(role, issuer.Token(server.Now, WebIdentityCalls.With("aud", "x")), "InvalidIdentityToken", null);
        await target.RefusedAsync(assertion, "AccessDenied", Denied);
        var missing = target with { Role = member.Arn("role/none") };
        await missing.RefusedAsync(Idp.SignAssertion(missing.Xml()), "AccessDenied", Denied);
    }
}
