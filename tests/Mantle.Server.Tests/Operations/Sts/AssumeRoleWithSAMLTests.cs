using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.SAMLProviders;
using Mantle.Server.Tests.Support;

// What is weak is what the tests send, or what AWS's name qualifier is made of.
#pragma warning disable CA5350

namespace Mantle.Server.Tests.Operations.Sts;

[Collection(FederationCollection.Name)]
public class AssumeRoleWithSAMLTests(FederationServer server)
{
    const string Denied = "Not authorized to perform sts:AssumeRoleWithSAML";
    const string Invalid = "Invalid SAMLResponse",
        BadSignature = "Response signature invalid";
    const string AwsAttribute = "https://aws.amazon.com/SAML/Attributes/";

    /// <summary>Made once: keys take long.</summary>
    static readonly TestIdentityProvider Idp = new();

    DateTimeOffset Now => server.Clock.GetUtcNow();

    /// <summary>An account with the provider and a role that trusts it.</summary>
    async Task<Target> NewAsync(string? condition = null, string actions = "\"sts:AssumeRoleWithSAML\"", params (string, string)[] provider)
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewSamlProviderAsync("idp", Idp.Metadata, provider);
        var role = (
            await root.Iam(
                "CreateRole",
                ("RoleName", "saml"),
                ("MaxSessionDuration", "7200"),
                ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(arn, condition, actions))
            )
        ).Text("Arn");
        return new Target(root, arn, role, Now);
    }

    sealed record Target(TestClient Root, string Provider, string Role, DateTimeOffset Now)
    {
        public string Xml(string moreAttributes = "", string name = "alice") =>
            TestIdentityProvider.Response(Now, Role, Provider, moreAttributes, name);

        public Task<Answer> SendAsync(string xml, params (string, string)[] more) =>
            SendBase64Async(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)), more);

        public Task<Answer> SendBase64Async(string base64, params (string, string)[] more) =>
            Root.SendUnsignedAsync(
                "sts",
                "AssumeRoleWithSAML",
                [("RoleArn", Role), ("PrincipalArn", Provider), ("SAMLAssertion", base64), .. more]
            );

        public async Task<Answer> OkAsync(string xml, params (string, string)[] more)
        {
            var answer = await SendAsync(xml, more);
            Assert.True(answer.Code is null, $"{answer.Code}: {answer.Message}");
            return answer;
        }

        public async Task RefusedAsync(string xml, string code, string? message, params (string, string)[] more)
        {
            var answer = await SendAsync(xml, more);
            Assert.Equal(code, answer.Code);
            if (message is not null)
                Assert.Equal(message, answer.Message);
        }
    }

    [Fact]
    public async Task A_signed_assertion_becomes_a_session_of_the_role()
    {
        var target = await NewAsync();
        var answer = await target.OkAsync(Idp.SignAssertion(target.Xml()));
        Assert.Equal(
            "AssumedRoleUser Audience Credentials Issuer NameQualifier Subject SubjectType",
            answer.Members("AssumeRoleWithSAMLResult")
        );
        Assert.Equal(
            $"arn:aws:sts::{target.Root.AccountId}:assumed-role/saml/alice@example.com",
            (await target.Root.Session(answer).Sts("GetCallerIdentity")).Text("Arn")
        );
        Assert.Equal("https://signin.aws.amazon.com/saml", answer.Text("Audience"));
        Assert.Equal(
            (TestIdentityProvider.EntityId, "alice", "persistent"),
            (answer.Text("Issuer"), answer.Text("Subject"), answer.Text("SubjectType"))
        );
        Assert.Equal(
            Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{TestIdentityProvider.EntityId}{target.Root.AccountId}/idp"))),
            answer.Text("NameQualifier")
        );
        Assert.Equal(Now.AddHours(1), Expiration(answer));
    }

    [Fact]
    public async Task What_is_not_the_arn_of_a_role_is_invalid()
    {
        var target = await NewAsync();
        var answer = await target.Root.SendUnsignedAsync(
            "sts",
            "AssumeRoleWithSAML",
            ("RoleArn", target.Provider),
            ("PrincipalArn", target.Role),
            ("SAMLAssertion", Convert.ToBase64String(Encoding.UTF8.GetBytes(Idp.SignAssertion(target.Xml()))))
        );
        Assert.Equal(("ValidationError", "Request ARN is invalid"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task The_response_may_be_signed_in_place_of_the_assertion_or_besides()
    {
        var target = await NewAsync();
        await target.OkAsync(Idp.SignResponse(target.Xml()));
        await target.OkAsync(Idp.SignResponse(Idp.SignAssertion(target.Xml())));
        await target.OkAsync("\uFEFF<?xml version=\"1.0\"?>" + Idp.SignAssertion(target.Xml()));
        // Each signature that is there must be right.
        var both = Idp.SignResponse(Idp.SignAssertion(target.Xml()));
        await target.RefusedAsync(
            both.Replace("IssueInstant", "issueInstant", StringComparison.Ordinal),
            "InvalidIdentityToken",
            BadSignature
        );
        var broken = TestIdentityProvider.Load(Idp.SignAssertion(target.Xml()));
        broken.GetElementsByTagName("SignatureValue")[0]!.InnerText = Convert.ToBase64String(new byte[256]);
        await target.RefusedAsync(Idp.SignResponse(broken.OuterXml), "InvalidIdentityToken", BadSignature);
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmlenc#sha512")]
    public async Task Longer_hashes_are_understood(string method, string digest)
    {
        var target = await NewAsync();
        await target.OkAsync(Idp.SignAssertion(target.Xml(), digest, method));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_provider_is_refused()
    {
        var target = await NewAsync();
        await target.RefusedAsync(target.Xml(), "InvalidIdentityToken", BadSignature);
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml()).Replace(">alice<", ">admin<", StringComparison.Ordinal),
            "InvalidIdentityToken",
            BadSignature
        );
        await target.RefusedAsync(new TestIdentityProvider().SignAssertion(target.Xml()), "InvalidIdentityToken", BadSignature);
        // A signature that is right, by a key that it brings itself.
        using var own = RSA.Create(2_048);
        await target.RefusedAsync(Idp.SignAssertion(target.Xml(), key: own), "InvalidIdentityToken", BadSignature);
    }

    [Fact]
    public async Task Weak_and_keyless_algorithms_are_refused()
    {
        var target = await NewAsync();
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml(), SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigRSASHA1Url),
            "InvalidIdentityToken",
            BadSignature
        );
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml(), SignedXml.XmlDsigSHA1Url, SignedXml.XmlDsigRSASHA256Url),
            "InvalidIdentityToken",
            BadSignature
        );
        // The public certificate taken for the secret of an HMAC.
        var document = TestIdentityProvider.Load(target.Xml());
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", TestIdentityProvider.Saml)[0]!;
        var signed = new SignedXml(assertion);
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        var reference = new Reference("#_assertion");
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        signed.AddReference(reference);
        using var hmac = new HMACSHA1(Idp.Certificate.RawData);
        signed.ComputeSignature(hmac);
        assertion.InsertAfter(document.ImportNode(signed.GetXml(), true), assertion.ChildNodes.OfType<XmlElement>().First());
        await target.RefusedAsync(document.OuterXml, "InvalidIdentityToken", BadSignature);
    }

    [Fact]
    public async Task A_signature_cannot_be_wrapped_around_another_assertion()
    {
        var target = await NewAsync();
        var signed = Idp.SignAssertion(target.Xml());
        XmlDocument Fresh(out XmlElement assertion, out XmlElement evil)
        {
            var document = TestIdentityProvider.Load(signed);
            assertion = (XmlElement)document.GetElementsByTagName("Assertion", TestIdentityProvider.Saml)[0]!;
            evil = (XmlElement)assertion.CloneNode(true);
            evil.SetAttribute("ID", "_evil");
            ((XmlElement)evil.GetElementsByTagName("NameID", TestIdentityProvider.Saml)[0]!).InnerText = "admin";
            return document;
        }
        XmlElement SignatureOf(XmlElement element) =>
            element.ChildNodes.OfType<XmlElement>().Single(child => child.LocalName == "Signature");

        // An unsigned assertion before and after the signed one.
        var beside = Fresh(out var original, out var evil);
        evil.RemoveChild(SignatureOf(evil));
        original.ParentNode!.InsertBefore(evil, original);
        await target.RefusedAsync(beside.OuterXml, "InvalidIdentityToken", Invalid);
        beside = Fresh(out original, out evil);
        evil.RemoveChild(SignatureOf(evil));
        original.ParentNode!.InsertAfter(evil, original);
        await target.RefusedAsync(beside.OuterXml, "InvalidIdentityToken", Invalid);

        // The signed one moved into the other one's signature, as its Object.
        var inObject = Fresh(out original, out evil);
        original.ParentNode!.ReplaceChild(evil, original);
        var holder = inObject.CreateElement("ds", "Object", SignedXml.XmlDsigNamespaceUrl);
        holder.AppendChild(original);
        SignatureOf(evil).AppendChild(holder);
        await target.RefusedAsync(inObject.OuterXml, "InvalidIdentityToken", Invalid);

        // The signed one within the other one, whose signature is the signed one's.
        var inside = Fresh(out original, out evil);
        original.ParentNode!.ReplaceChild(evil, original);
        original.RemoveChild(SignatureOf(original));
        evil.AppendChild(original);
        await target.RefusedAsync(inside.OuterXml, "InvalidIdentityToken", Invalid);

        // The signed one hidden in an extension of the response, and the other one in its place with its signature.
        var hidden = Fresh(out original, out evil);
        original.ParentNode!.ReplaceChild(evil, original);
        var extensions = hidden.CreateElement("samlp", "Extensions", TestIdentityProvider.Samlp);
        extensions.AppendChild(original);
        hidden.DocumentElement!.PrependChild(extensions);
        await target.RefusedAsync(hidden.OuterXml, "InvalidIdentityToken", Invalid);

        // The signature taken out of the assertion, into the response.
        var detached = Fresh(out original, out evil);
        var signature = SignatureOf(original);
        original.RemoveChild(signature);
        original.ParentNode!.InsertBefore(signature, original);
        await target.RefusedAsync(detached.OuterXml, "InvalidIdentityToken", BadSignature);

        // The same with two elements of one id, whichever a reader would take.
        var twins = Fresh(out original, out evil);
        evil.SetAttribute("ID", "_assertion");
        original.ParentNode!.ReplaceChild(evil, original);
        var twin = twins.CreateElement("samlp", "Extensions", TestIdentityProvider.Samlp);
        twin.SetAttribute("ID", "_assertion");
        twins.DocumentElement!.AppendChild(twin);
        await target.RefusedAsync(twins.OuterXml, "InvalidIdentityToken", Invalid);
        await target.OkAsync(signed);
    }

    [Fact]
    public async Task Ids_that_stand_twice_are_refused_in_any_spelling()
    {
        var target = await NewAsync();
        foreach (var id in new[] { "ID", "Id", "id", "xml:id" })
            await target.RefusedAsync(
                Idp.SignAssertion(target.Xml()).Replace("<samlp:Status>", $"<samlp:Status {id}=\"_assertion\">", StringComparison.Ordinal),
                "InvalidIdentityToken",
                Invalid
            );
    }

    [Fact]
    public async Task Comments_cannot_cut_a_value_that_was_signed_whole()
    {
        var target = await NewAsync();
        var signed = Idp.SignAssertion(target.Xml(name: "admin.evil"));
        await target.OkAsync(signed);
        await target.RefusedAsync(
            signed.Replace("admin.evil", "admin<!-- -->.evil", StringComparison.Ordinal),
            "InvalidIdentityToken",
            Invalid
        );
        await target.RefusedAsync(
            signed.Replace("alice@example.com", "alice<!---->@example.com", StringComparison.Ordinal),
            "InvalidIdentityToken",
            Invalid
        );
        await target.RefusedAsync(Idp.SignAssertion(target.Xml(name: "admin<?x?>.evil")), "InvalidIdentityToken", Invalid);
    }

    [Fact]
    public async Task Document_types_and_entities_are_refused()
    {
        var target = await NewAsync();
        var signed = Idp.SignAssertion(target.Xml());
        foreach (
            var type in new[]
            {
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\">",
                "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
            }
        )
            await target.RefusedAsync(type + signed, "InvalidIdentityToken", Invalid);
    }

    [Fact]
    public async Task What_is_no_response_is_refused()
    {
        var target = await NewAsync();
        foreach (var base64 in new[] { "!!!!", "YWFhY", Convert.ToBase64String([0xff, 0xfe, 0xfd]) })
            Assert.Equal("Invalid base64 SAMLResponse", (await target.SendBase64Async(base64)).Message);
        foreach (
            var xml in new[]
            {
                "no xml",
                "<a/>",
                "<a>",
                Idp.SignAssertion(TestIdentityProvider.Assertion(Now, target.Role, target.Provider)),
                string.Concat(Enumerable.Repeat("<a>", 5_000)),
            }
        )
            await target.RefusedAsync(xml, "InvalidIdentityToken", Invalid);
        Assert.Equal("ValidationError", (await target.SendBase64Async(new string('A', 100_001))).Code);
        var missing = target with { Provider = target.Provider + "-not" };
        await missing.RefusedAsync(Idp.SignAssertion(target.Xml()), "InvalidIdentityToken", "Specified provider doesn't exist.");
        await target.RefusedAsync(
            Idp.SignResponse(target.Xml().Replace("status:Success", "status:Responder", StringComparison.Ordinal)),
            "IDPRejectedClaim",
            null
        );
    }

    [Theory]
    [InlineData("Issuer>https://idp.example.com/metadata", "Issuer>https://other.example.com", "Issuer not present in specified provider")]
    [InlineData("urn:amazon:webservices", "urn:other", "Response does not contain the required audience.")]
    [InlineData(
        "Recipient=\"https://signin.aws.amazon.com/saml\"",
        "Recipient=\"https://evil.example.com/saml\"",
        "Response does not contain the required recipient."
    )]
    [InlineData(
        "Recipient=\"https://signin.aws.amazon.com/saml\"",
        "Recipient=\"https://signin.aws.amazon.com/saml/acs/SAMLPOFANOTHERPROVIDER\"",
        "Response does not contain the required recipient."
    )]
    [InlineData("cm:bearer", "cm:sender-vouches", "Response does not contain the required recipient.")]
    [InlineData("Attributes/RoleSessionName", "Attributes/Other", "RoleSessionName is required in AuthnResponse")]
    [InlineData("alice@example.com", "alice and bob", "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")]
    [InlineData("Attributes/Role\"", "Attributes/Other\"", "Role is required in AuthnResponse")]
    [InlineData("<saml:AudienceRestriction>", "<saml:Unknown/><saml:AudienceRestriction>", Invalid)]
    public async Task A_signed_assertion_must_be_for_us_and_complete(string part, string spoiled, string message)
    {
        var target = await NewAsync();
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml().Replace(part, spoiled, StringComparison.Ordinal)),
            "InvalidIdentityToken",
            message
        );
    }

    [Fact]
    public async Task Recipients_may_be_regional_or_name_the_provider_by_its_id()
    {
        var target = await NewAsync();
        var id = (await target.Root.Iam("GetSAMLProvider", Saml.Named(target.Provider))).Text("SAMLProviderUUID");
        foreach (var recipient in new[] { "https://eu-west-1.signin.aws.amazon.com/saml", $"https://signin.aws.amazon.com/saml/acs/{id}" })
            Assert.Equal(
                recipient,
                (
                    await target.OkAsync(
                        Idp.SignAssertion(
                            target
                                .Xml()
                                .Replace(
                                    "Recipient=\"https://signin.aws.amazon.com/saml\"",
                                    $"Recipient=\"{recipient}\"",
                                    StringComparison.Ordinal
                                )
                        )
                    )
                ).Text("Audience")
            );
        await target.OkAsync(
            Idp.SignAssertion(
                target.Xml().Replace("urn:amazon:webservices", "https://signin.aws.amazon.com/saml", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task Times_are_kept_with_little_tolerance()
    {
        var target = await NewAsync();
        async Task AtAsync(double minutes, string? code, string? message = null, Func<string, string>? change = null)
        {
            var xml = Idp.SignAssertion(
                (change ?? (text => text))(TestIdentityProvider.Response(Now.AddMinutes(-minutes), target.Role, target.Provider))
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
                TestIdentityProvider.Time(Now.AddMinutes(-1)),
                TestIdentityProvider.Time(Now.AddHours(1)),
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
                    " NotOnOrAfter=\"" + TestIdentityProvider.Time(Now.AddMinutes(5)) + "\" Recipient",
                    " Recipient",
                    StringComparison.Ordinal
                )
        );
        await AtAsync(
            0,
            "InvalidIdentityToken",
            Invalid,
            text => text.Replace("NotBefore=\"" + TestIdentityProvider.Time(Now), "NotBefore=\"yesterday", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_session_ends_with_the_user_s_session_at_the_provider()
    {
        var target = await NewAsync();
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
        Assert.Equal(Now.AddMinutes(10), Expiration(await target.OkAsync(Until(Now.AddMinutes(10)))));
        Assert.Equal(Now.AddHours(1), Expiration(await target.OkAsync(Until(Now.AddHours(3)))));
        await target.RefusedAsync(Until(Now), "ExpiredTokenException", "Response has expired");
    }

    [Fact]
    public async Task The_duration_is_that_of_the_request_then_of_the_assertion()
    {
        var target = await NewAsync();
        string Lasting(string seconds) =>
            Idp.SignAssertion(target.Xml(TestIdentityProvider.Attribute(AwsAttribute + "SessionDuration", seconds)));
        Assert.Equal(Now.AddHours(2), Expiration(await target.OkAsync(Lasting("7200"))));
        Assert.Equal(Now.AddMinutes(15), Expiration(await target.OkAsync(Lasting("7200"), ("DurationSeconds", "900"))));
        await target.RefusedAsync(
            Lasting("7201"),
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        );
        await target.RefusedAsync(Lasting("899"), "InvalidIdentityToken", "SessionDuration in AuthnResponse must be between 900 and 43200");
        await target.RefusedAsync(Lasting("soon"), "InvalidIdentityToken", null);
    }

    [Fact]
    public async Task The_role_must_be_one_of_those_in_the_assertion_in_either_order()
    {
        var target = await NewAsync();
        await target.OkAsync(
            Idp.SignAssertion(
                target.Xml().Replace($"{target.Role},{target.Provider}", $"{target.Provider}, {target.Role}", StringComparison.Ordinal)
            )
        );
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml().Replace($"{target.Role},", $"{target.Role}-other,", StringComparison.Ordinal)),
            "AccessDenied",
            Denied
        );
        var other = target with { Role = target.Root.Arn("role/none") };
        await target.RefusedAsync(Idp.SignAssertion(other.Xml()), "AccessDenied", Denied);
        await other.RefusedAsync(Idp.SignAssertion(other.Xml()), "AccessDenied", Denied);
    }

    [Fact]
    public async Task Attributes_are_condition_keys()
    {
        var target = await NewAsync(
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
        var target = await NewAsync();
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
        var target = await NewAsync();
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Encrypted_assertions_are_opened_with_the_provider_s_key(bool gcm)
    {
        using var key = RSA.Create(2_048);
        var target = await NewAsync(provider: [("AssertionEncryptionMode", "Required"), ("AddPrivateKey", key.ExportPkcs8PrivateKeyPem())]);
        var signed = Idp.SignAssertion(target.Xml());
        await target.OkAsync(TestIdentityProvider.Encrypt(signed, key, gcm));
        await target.OkAsync(Idp.SignResponse(TestIdentityProvider.Encrypt(target.Xml(), key, gcm)));
        await target.RefusedAsync(signed, "InvalidIdentityToken", "The provider requires encrypted assertions");
        using var other = RSA.Create(2_048);
        await target.RefusedAsync(
            TestIdentityProvider.Encrypt(signed, other, gcm),
            "InvalidIdentityToken",
            "Failed to decrypt the assertion"
        );
        await target.RefusedAsync(
            TestIdentityProvider.Encrypt(signed, key, gcm, "http://www.w3.org/2001/04/xmlenc#rsa-1_5"),
            "InvalidIdentityToken",
            "Failed to decrypt the assertion"
        );
    }

    /// <summary>
    /// Anybody can encrypt to the provider's public key and alter what was encrypted. One answer for all of it leaves AES-CBC no oracle
    /// (https://www.w3.org/TR/xmlenc-core1/#sec-chosen-ciphertext-attacks).
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_is_wrong_with_an_encrypted_assertion_is_told_in_the_same_words(bool gcm)
    {
        using var key = RSA.Create(2_048);
        var target = await NewAsync(provider: [("AddPrivateKey", key.ExportPkcs8PrivateKeyPem())]);
        string Encrypted(string xml) => TestIdentityProvider.Encrypt(xml, key, gcm);
        var unsigned = target.Xml();
        var signed = Idp.SignAssertion(target.Xml());
        foreach (
            var xml in new[]
            {
                Encrypted(unsigned),
                Encrypted(signed.Replace("alice", "mallory", StringComparison.Ordinal)),
                Encrypted(signed).Replace("aes256-", "aes128-", StringComparison.Ordinal),
                Encrypted(signed)
                    .Replace("2009/xmlenc11#aes256-gcm", "2001/04/xmlenc#aes256-cbc", StringComparison.Ordinal)
                    .Replace("xmlenc#aes256-cbc", "xmlenc#tripledes-cbc", StringComparison.Ordinal),
                Encrypted(
                    unsigned.Replace(
                        "Version=\"2.0\" IssueInstant",
                        "ID2=\"_response\" Version=\"2.0\" IssueInstant",
                        StringComparison.Ordinal
                    )
                ),
                Altered(Encrypted(signed), 0),
                Altered(Encrypted(signed), 20),
                Altered(Encrypted(signed), 40),
                Altered(Encrypted(signed), -1),
                Altered(Encrypted(signed), -17),
            }
        )
            await target.RefusedAsync(xml, "InvalidIdentityToken", "Failed to decrypt the assertion");
        await target.OkAsync(Encrypted(signed));
    }

    /// <summary>The last cipher value with one byte changed; a negative place counts from its end.</summary>
    static string Altered(string xml, int at)
    {
        var start =
            xml.LastIndexOf("CipherValue>", xml.LastIndexOf("</xenc:CipherValue>", StringComparison.Ordinal), StringComparison.Ordinal)
            + "CipherValue>".Length;
        var end = xml.IndexOf('<', start);
        var bytes = Convert.FromBase64String(xml[start..end]);
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x55;
        return xml[..start] + Convert.ToBase64String(bytes) + xml[end..];
    }

    /// <summary>The last moments that there are overflow when something is added to them.</summary>
    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public async Task Times_at_the_ends_of_the_calendar_are_read_or_refused(string time)
    {
        var target = await NewAsync();
        var xml = target.Xml();
        var isLast = time.StartsWith("9999", StringComparison.Ordinal) && time.EndsWith('Z');
        var until = TestIdentityProvider.Time(Now.AddMinutes(5));
        var conditions = Idp.SignAssertion(xml.Replace($"NotOnOrAfter=\"{until}\"", $"NotOnOrAfter=\"{time}\"", StringComparison.Ordinal));
        Assert.Equal(isLast ? null : "ExpiredTokenException", (await target.SendAsync(conditions)).Code);
        var issued = Idp.SignAssertion(
            xml.Replace(
                $"Version=\"2.0\" IssueInstant=\"{TestIdentityProvider.Time(Now)}\"",
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
            $"validUntil=\"{TestIdentityProvider.Time(Now)}\""
        );
        var provider = await root.NewSamlProviderAsync("idp", metadata);
        var role = (
            await root.Iam(
                "CreateRole",
                ("RoleName", "saml"),
                ("AssumeRolePolicyDocument", WebIdentityCalls.Trust(provider, actions: "\"sts:AssumeRoleWithSAML\""))
            )
        ).Text("Arn");
        var target = new Target(root, provider, role, Now);
        await target.RefusedAsync(
            Idp.SignAssertion(target.Xml()),
            "InvalidIdentityToken",
            "The metadata of the specified provider has expired"
        );
    }

    [Fact]
    public async Task Events_name_the_subject_and_never_hold_the_assertion()
    {
        var target = await NewAsync();
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

    static DateTimeOffset Expiration(Answer answer) =>
        DateTimeOffset.Parse(answer.Text("Expiration"), System.Globalization.CultureInfo.InvariantCulture);
}
