using System.Text;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.Sts.SamlCalls;

namespace Mantle.Server.Tests.Operations.Sts;

/// <summary>The parts of an assertion that decisions, the session and the trail see.</summary>
[Collection(FederationCollection.Name)]
public class SamlSessionTests(FederationServer server)
{
    [Fact]
    public async Task Attributes_are_condition_keys()
    {
        var target = await server.NewSamlTargetAsync(
            """
            {"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml","saml:iss":"https://idp.example.com/metadata",
              "saml:sub":"alice","saml:sub_type":"persistent","saml:edupersonorgdn":"example"},
             "ForAnyValue:StringEquals":{"saml:edupersonaffiliation":"staff"}}
            """
        );
        string Xml(params string[] affiliations) =>
            Idp.SignAssertion(
                target.Xml(
                    TestIdentityProvider.Attribute("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "example")
                        + TestIdentityProvider.Attribute("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", affiliations)
                )
            );
        await target.OkAsync(Xml("member", "staff"));
        await target.RefusedAsync(Xml("member"), "AccessDenied", Denied);
        await target.RefusedAsync(Idp.SignAssertion(target.Xml()), "AccessDenied", Denied);
    }

    [Fact]
    public async Task The_session_keeps_the_subject_and_nothing_else()
    {
        var target = await server.NewSamlTargetAsync();
        var session = target.Root.Session(await target.OkAsync(Idp.SignAssertion(target.Xml())));
        async Task<bool> MayListAsync(string condition)
        {
            await target.Root.Iam(
                "PutRolePolicy",
                ("RoleName", "saml"),
                ("PolicyName", "p"),
                ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", condition))
            );
            return (await session.SendAsync("iam", "ListUsers")).Code is null;
        }
        Assert.True(
            await MayListAsync(
                """
                {"StringEquals":{"saml:sub":"alice","saml:sub_type":"persistent"},
                 "Null":{"saml:namequalifier":"false","saml:aud":"true","saml:iss":"true","aws:FederatedProvider":"true"}}
                """
            )
        );
    }

    [Fact]
    public async Task Tags_and_source_identity_take_permissions_of_their_own()
    {
        var target = await server.NewSamlTargetAsync();
        var tags =
            TestIdentityProvider.Attribute(AwsAttribute + "PrincipalTag:Team", "blue")
            + TestIdentityProvider.Attribute(AwsAttribute + "TransitiveTagKeys", "Team");
        var source = TestIdentityProvider.Attribute(AwsAttribute + "SourceIdentity", "alice");
        await target.RefusedAsync(Idp.SignAssertion(target.Xml(tags)), "AccessDenied", "Not authorized to perform sts:TagSession");
        await target.RefusedAsync(Idp.SignAssertion(target.Xml(source)), "AccessDenied", "Not authorized to perform sts:SetSourceIdentity");
        await target.Root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "saml"),
            (
                "PolicyDocument",
                WebIdentityCalls.Trust(
                    target.Provider,
                    """{"StringEqualsIfExists":{"aws:RequestTag/Team":"blue"}}""",
                    "\"sts:AssumeRoleWithSAML\",\"sts:TagSession\",\"sts:SetSourceIdentity\""
                )
            )
        );
        var answer = await target.OkAsync(Idp.SignAssertion(target.Xml(tags + source)));
        Assert.Equal("alice", answer.Text("SourceIdentity"));
        Assert.NotNull(answer.Find("PackedPolicySize"));
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml(TestIdentityProvider.Attribute(AwsAttribute + "SourceIdentity", "aws:me"))),
            "InvalidIdentityToken",
            "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\""
        );
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml(TestIdentityProvider.Attribute(AwsAttribute + "PrincipalTag:Team", "blue", "red"))),
            "InvalidIdentityToken",
            null
        );
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml(TestIdentityProvider.Attribute(AwsAttribute + "TransitiveTagKeys", "Other"))),
            "InvalidIdentityToken",
            null
        );
    }

    [Fact]
    public async Task A_SAML_user_is_named_by_its_qualifier_and_its_session_has_no_web_identity()
    {
        var target = await server.NewSamlTargetAsync();
        var answer = await target.OkAsync(Idp.SignAssertion(target.Xml()));
        var qualifier = answer.Text("NameQualifier");
        var assumed = (await server.EventsAsync(target.Root))[^1];
        Audit.Records.EqualPart(
            $$"""
            {"type":"SAMLUser","principalId":"{{qualifier}}:alice","userName":"alice","identityProvider":"{{qualifier}}"}
            """,
            assumed.GetProperty("userIdentity")
        );
        Audit.Records.EqualPart(
            $$"""
            [{"ARN":"{{target.Root.Arn("role/saml")}}","accountId":"{{target.Root.AccountId}}","type":"AWS::IAM::Role"},
             {"ARN":"{{target.Provider}}","accountId":"{{target.Root.AccountId}}","type":"AWS::IAM::SAMLProvider"}]
            """,
            assumed.GetProperty("resources")
        );
        await target.Root.Session(answer).Sts("GetCallerIdentity");
        var context = (await server.EventsAsync(target.Root))[^1].GetProperty("userIdentity").GetProperty("sessionContext");
        Assert.Equal(["sessionIssuer", "attributes"], context.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Events_name_the_subject_and_never_hold_the_assertion()
    {
        var target = await server.NewSamlTargetAsync();
        var xml = Idp.SignAssertion(target.Xml());
        var answer = await target.OkAsync(xml);
        await target.RefusedAsync(target.Xml(), "InvalidIdentityToken", BadSignature);
        var events = (await server.EventsAsync(target.Root))
            .Where(happened => happened.GetProperty("eventName").GetString() == "AssumeRoleWithSAML")
            .ToList();
        Assert.Equal(2, events.Count);
        var identity = events[0].GetProperty("userIdentity");
        Assert.Equal(
            ("SAMLUser", "alice", answer.Text("NameQualifier")),
            (
                identity.GetProperty("type").GetString(),
                identity.GetProperty("userName").GetString(),
                identity.GetProperty("identityProvider").GetString()
            )
        );
        Assert.Equal("InvalidIdentityToken", events[1].GetProperty("errorCode").GetString());
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
        Assert.All(events, happened => Assert.DoesNotContain(base64[100..160], happened.GetRawText(), StringComparison.Ordinal));
    }
}
