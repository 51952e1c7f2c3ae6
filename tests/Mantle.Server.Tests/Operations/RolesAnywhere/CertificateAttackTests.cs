using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// Certificates and signatures that are refused
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html"/>). Every refusal is a 4xx.
/// </summary>
public sealed class CertificateAttackTests : IAsyncLifetime
{
    const string Insufficient = "Untrusted certificate. Insufficient certificate",
        Untrusted = "Untrusted signing certificate",
        Revoked = "Untrusted certificate. Revoked certificate",
        Denied = "AccessDeniedException";

    readonly TestServer server = new();
    Outside outside = null!;

    DateTimeOffset Now => server.Now;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        outside = await Outside.NewAsync(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Another_authority_with_the_same_name_is_not_trusted()
    {
        var forged = TestAuthority.Root(Now);
        Outside.Refused(await outside.TryAsync(forged.Workload(Now)), Denied, Untrusted);
        Outside.Refused(await outside.TryAsync(forged.Workload(Now), [forged]), Denied, Untrusted);
        Outside.Refused(await outside.TryAsync(forged.Workload(Now), [outside.Authority]), Denied, Untrusted);
    }

    [Fact]
    public async Task A_certificate_has_its_time()
    {
        Outside.Refused(await outside.TryAsync(outside.Authority.Workload(Now, until: Now.AddSeconds(-1))), Denied, Untrusted);
        Outside.Refused(await outside.TryAsync(outside.Authority.Workload(Now, from: Now.AddMinutes(1))), Denied, Untrusted);
        var brief = outside.Authority.Workload(Now, until: Now.AddMinutes(5));
        await outside.CreateAsync(brief);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        Outside.Refused(await outside.TryAsync(brief), Denied, Untrusted);
        server.Clock.Advance(TimeSpan.FromDays(101));
        Outside.Refused(
            await outside.TryAsync(outside.Authority.Workload(Now.AddDays(-105), from: Now.AddDays(-105), until: Now.AddDays(-2))),
            Denied,
            Untrusted
        );
    }

    [Fact]
    public async Task An_authority_in_between_has_its_time_and_its_length()
    {
        var late = outside.Authority.Authority(Now.AddDays(-200), "CN=Late");
        Outside.Refused(await outside.TryAsync(late.Workload(Now), [late]), Denied, Untrusted);
        var last = outside.Authority.Authority(Now, "CN=Last", pathLength: 0);
        var below = last.Authority(Now, "CN=Below");
        await outside.CreateAsync(last.Workload(Now), [last]);
        Outside.Refused(await outside.TryAsync(below.Workload(Now), [below, last]), Denied, Untrusted);
    }

    [Fact]
    public async Task A_workload_is_no_authority()
    {
        var workload = outside.Workload();
        Outside.Refused(await outside.TryAsync(workload.Workload(Now, "CN=mallory"), [workload]), Denied, Untrusted);
    }

    [Fact]
    public async Task A_certificate_in_between_must_have_been_meant_for_it()
    {
        var issuing = outside.Authority.Authority(Now);
        var other = outside.Authority.Authority(Now, "CN=Issuing");
        Outside.Refused(await outside.TryAsync(issuing.Workload(Now), [other]), Denied, Untrusted);
        await outside.CreateAsync(issuing.Workload(Now), [issuing, other]);
    }

    [Fact]
    public async Task An_authority_is_no_workload()
    {
        Outside.Refused(await outside.TryAsync(outside.Authority.Authority(Now)), Denied, Insufficient);
        Outside.Refused(await outside.TryAsync(outside.Authority), Denied, Insufficient);
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.1", false)]
    [InlineData("1.3.6.1.5.5.7.3.3", false)]
    [InlineData("1.3.6.1.5.5.7.3.2", true)]
    [InlineData("2.5.29.37.0", true)]
    public async Task An_extended_key_usage_is_for_clients(string usage, bool isFit)
    {
        var workload = outside.Authority.Workload(
            Now,
            change: request => request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false))
        );
        var answer = await outside.TryAsync(workload);
        if (isFit)
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        else
            Outside.Refused(answer, Denied, Insufficient);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment)]
    [InlineData(X509KeyUsageFlags.None)]
    [InlineData((X509KeyUsageFlags)(-1))]
    public async Task The_key_usage_is_there_and_has_digital_signature(X509KeyUsageFlags usage) =>
        Outside.Refused(
            await outside.TryAsync(
                outside.Authority.Workload(
                    Now,
                    change: request =>
                    {
                        request.CertificateExtensions.RemoveAt(1);
                        if ((int)usage >= 0)
                            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
                    }
                )
            ),
            Denied,
            Insufficient
        );

    [Fact]
    public async Task Twice_the_same_extension_is_refused()
    {
        // The object identifier of another extension is changed to that of key usage, and the certificate is signed again.
        var workload = outside.Authority.Workload(
            Now,
            change: request => request.CertificateExtensions.Add(new X509Extension("2.5.29.90", [0x03, 0x02, 0x07, 0x80], critical: false))
        );
        var twice = workload.Changed(outside.Authority, [0x06, 0x03, 0x55, 0x1D, 0x5A], [0x06, 0x03, 0x55, 0x1D, 0x0F]);
        Assert.Equal(2, twice.Certificate.Extensions.OfType<X509KeyUsageExtension>().Count());
        Outside.Refused(await outside.TryAsync(twice), Denied, Insufficient);
        var (other, edge) = (outside.Workload(), new byte[] { 0x06, 0x03, 0x55, 0x04, 0x03 });
        await outside.CreateAsync(other.Changed(outside.Authority, edge, edge));
    }

    [Fact]
    public async Task An_unknown_critical_extension_is_refused()
    {
        var workload = outside.Authority.Workload(
            Now,
            change: request => request.CertificateExtensions.Add(new X509Extension("1.2.3.4.5", [0x05, 0x00], critical: true))
        );
        Outside.Refused(await outside.TryAsync(workload), Denied, Untrusted);
    }

    [Fact]
    public async Task A_certificate_without_a_subject_is_refused() =>
        Outside.Refused(await outside.TryAsync(outside.Authority.Workload(Now, "")), Denied, Insufficient);

    [Fact]
    public async Task A_signature_with_sha1_is_refused()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=alice", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var made = request.Create(
            outside.Authority.Certificate.SubjectName,
            new Sha1Signatures((ECDsa)outside.Authority.Key),
            Now.AddDays(-1),
            Now.AddDays(1),
            [1, 2, 3]
        );
        var old = new TestAuthority(X509CertificateLoader.LoadCertificate(made.RawData), key);
        Outside.Refused(await outside.TryAsync(old), Denied, Insufficient);
    }

    [Fact]
    public async Task A_revoked_certificate_is_refused_while_the_list_is_enabled()
    {
        var (workload, other) = (outside.Workload(), outside.Workload("CN=bob"));
        var crl = await ImportAsync(outside.Authority.Revoke(Now, workload));
        Outside.Refused(await outside.TryAsync(workload), Denied, Revoked);
        await outside.CreateAsync(other);
        await outside.Root.AnywhereAsync("POST", $"/crl/{crl}/disable");
        await outside.CreateAsync(workload);
        await outside.Root.AnywhereAsync("POST", $"/crl/{crl}/enable");
        // A list that is past its next update still revokes what it lists.
        server.Clock.Advance(TimeSpan.FromHours(12));
        var data = Convert.ToBase64String(
            Encoding.ASCII.GetBytes(outside.Authority.Revoke(Now.AddHours(-11), Now.AddHours(-1), workload, other))
        );
        await outside.Root.AnywhereAsync("PATCH", $"/crl/{crl}", new { crlData = data });
        Outside.Refused(await outside.TryAsync(workload), Denied, Revoked);
        Outside.Refused(await outside.TryAsync(other), Denied, Revoked);
        await outside.Root.AnywhereAsync("DELETE", $"/crl/{crl}");
        await outside.CreateAsync(workload);
    }

    [Fact]
    public async Task A_revoked_authority_in_between_takes_its_certificates_with_it()
    {
        var issuing = outside.Authority.Authority(Now);
        await outside.CreateAsync(issuing.Workload(Now), [issuing]);
        await ImportAsync(outside.Authority.Revoke(Now, issuing));
        Outside.Refused(await outside.TryAsync(issuing.Workload(Now), [issuing]), Denied, Revoked);
    }

    [Fact]
    public async Task A_list_that_somebody_else_signed_is_refused()
    {
        var workload = outside.Workload();
        foreach (var stranger in new[] { TestAuthority.Root(Now), TestAuthority.Root(Now, "CN=Other"), outside.Authority.Authority(Now) })
            Outside.Refused(
                await TryImportAsync(stranger.Revoke(Now, workload)),
                "ValidationException",
                "The CRL is not signed by a certificate authority of the trust anchor."
            );
        foreach (
            var nonsense in new[]
            {
                "nonsense",
                outside.Authority.Pem,
                "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----",
                outside.Authority.Revoke(Now) + "\n" + outside.Authority.Revoke(Now),
            }
        )
            Outside.Refused(await TryImportAsync(nonsense), "ValidationException", "Unable to parse CRL");
    }

    [Fact]
    public async Task The_signature_is_the_certificates_keys()
    {
        var (alice, bob) = (outside.Workload(), outside.Workload("CN=bob"));
        // Bob's key, alice's certificate: in the headers, and with alice's serial number too.
        Outside.Refused(await outside.TryAsync(new TestAuthority(alice.Certificate, bob.Key)), Denied, "Invalid signature");
        Outside.Refused(
            await outside.TryAsync(bob, tamper: headers => headers.Set("x-amz-x509", alice.Base64)),
            Denied,
            "Invalid signature"
        );
        var rsa = outside.Workload(isRsa: true);
        Outside.Refused(await outside.TryAsync(new TestAuthority(alice.Certificate, rsa.Key)), Denied, "Invalid signature");
        Outside.Refused(await outside.TryAsync(new TestAuthority(rsa.Certificate, alice.Key)), Denied, "Invalid signature");
    }

    [Fact]
    public async Task Nothing_of_the_request_can_be_changed()
    {
        var workload = outside.Workload();
        var other = await outside.Root.NewOutsideRoleAsync("other");
        await outside.Root.AnywhereAsync("PATCH", $"/profile/{outside.ProfileId}", new { roleArns = new[] { outside.Role, other } });
        Outside.Refused(await outside.TryAsync(workload, sent: """{"durationSeconds":3601}"""u8.ToArray()), Denied, "Invalid signature");
        Outside.Refused(
            await ChangedAsync(headers => headers.Set("x-amz-date", AmzDate.Format(Now.AddMinutes(1)))),
            Denied,
            "Invalid signature"
        );
        Outside.Refused(
            await ChangedAsync(headers => headers.Add("x-amz-x509-chain", outside.Authority.Base64)),
            "InvalidSignatureException"
        );
        Outside.Refused(await ChangedAsync(headers => headers.Add("x-amz-anything", "x")), "InvalidSignatureException");
        Outside.Refused(
            await ChangedAsync(headers => Edit(headers, text => text.Replace("host;", "", StringComparison.Ordinal))),
            "InvalidSignatureException"
        );
        Outside.Refused(
            await ChangedAsync(headers => Edit(headers, text => text.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal))),
            "ResourceNotFoundException"
        );
        Outside.Refused(await ChangedAsync(headers => Edit(headers, text => text[..^2])), Denied, "Invalid signature");
        Outside.Refused(await ChangedAsync(headers => Edit(headers, text => text[..^1])), Denied, "Invalid signature");
        Outside.Refused(await ChangedAsync(headers => Edit(headers, text => text + "zz")), Denied, "Invalid signature");
        Outside.Refused(
            await ChangedAsync(headers => Edit(headers, text => text.Replace("Credential=", "Credential=1", StringComparison.Ordinal))),
            Denied,
            "Invalid signature"
        );
        Outside.Refused(
            await ChangedAsync(headers => Edit(headers, text => text.Replace("ECDSA", "RSA", StringComparison.Ordinal))),
            Denied,
            "Invalid signature"
        );
        Outside.Refused(
            await ChangedAsync(headers => Edit(headers, text => text.Replace("ECDSA-SHA256", "MLDSA", StringComparison.Ordinal))),
            "IncompleteSignatureException"
        );
        Outside.Refused(
            await ChangedAsync(headers => Edit(headers, text => text.Replace("Signature=", "Signed=", StringComparison.Ordinal))),
            "IncompleteSignatureException"
        );
        // The query string is signed: another role of the profile cannot be put in.
        var body = "{}"u8.ToArray();
        var headers = Signed(workload, outside.Target(), body);
        Outside.Refused(await outside.Root.SendAsync(outside.Target(other), body, headers), Denied, "Invalid signature");
        Assert.Equal(HttpStatusCode.Created, (await outside.Root.SendAsync(outside.Target(), body, headers)).Status);

        Task<(HttpStatusCode, System.Text.Json.JsonElement)> ChangedAsync(Action<HeaderList> change) =>
            outside.TryAsync(workload, tamper: change);
    }

    [Fact]
    public async Task A_signature_is_good_for_fifteen_minutes()
    {
        var workload = outside.Workload();
        foreach (var minutes in new[] { -16, 16 })
            Outside.Refused(await outside.TryAsync(workload, at: Now.AddMinutes(minutes)), "InvalidSignatureException");
        // As with other signatures, the same request can be sent again within that time.
        var body = "{}"u8.ToArray();
        var headers = Signed(workload, outside.Target(), body);
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Created, (await outside.Root.SendAsync(outside.Target(), body, headers)).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(16));
        Outside.Refused(await outside.Root.SendAsync(outside.Target(), body, headers), "InvalidSignatureException");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A")]
    [InlineData("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t")]
    public async Task What_is_no_certificate_is_refused(string text)
    {
        Outside.Refused(
            await outside.TryAsync(outside.Workload(), tamper: headers => headers.Set("x-amz-x509", text)),
            "ValidationException"
        );
        Outside.Refused(
            await outside.TryAsync(outside.Workload(), tamper: headers => headers.Set("x-amz-x509-chain", text)),
            "ValidationException"
        );
    }

    [Fact]
    public async Task A_missing_doubled_or_extended_certificate_is_refused()
    {
        var workload = outside.Workload();
        Outside.Refused(await outside.TryAsync(workload, tamper: headers => headers.Remove("x-amz-x509")), "ValidationException");
        Outside.Refused(
            await outside.TryAsync(workload, tamper: headers => headers.Add("x-amz-x509", workload.Base64)),
            "ValidationException"
        );
        var longer = Convert.ToBase64String([.. workload.Certificate.RawData, 0]);
        Outside.Refused(await outside.TryAsync(workload, tamper: headers => headers.Set("x-amz-x509", longer)), "ValidationException");
        var pem = Convert.ToBase64String(Encoding.ASCII.GetBytes(workload.Pem));
        Outside.Refused(await outside.TryAsync(workload, tamper: headers => headers.Set("x-amz-x509", pem)), "ValidationException");
    }

    [Fact]
    public async Task A_chain_has_five_certificates_at_most()
    {
        var workload = outside.Workload();
        await outside.CreateAsync(workload, [.. Enumerable.Repeat(outside.Authority, 5)]);
        Outside.Refused(await outside.TryAsync(workload, [.. Enumerable.Repeat(outside.Authority, 6)]), "ValidationException");
    }

    [Fact]
    public async Task Huge_certificates_are_refused()
    {
        var large = outside.Authority.Workload(
            Now,
            change: request => request.CertificateExtensions.Add(new X509Extension("1.2.3.4.5", new byte[60_000], critical: false))
        );
        var body = "{}"u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(outside.Root.Endpoint + outside.Target()));
        request.Content = new ByteArrayContent(body);
        var headers = Signed(large, outside.Target(), body);
        for (var i = 0; i < headers.Count; i++)
            if (headers[i].Key is not ("host" or "content-type"))
                request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
        using var answer = await Workloads.HelperCalls.Http.SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 400, 499);
        // The account still works.
        await outside.CreateAsync(outside.Workload());
    }

    [Fact]
    public async Task Many_attributes_do_not_fit()
    {
        var name = string.Join(',', Enumerable.Range(0, 30).Select(i => $"OU={new string((char)('a' + i % 26), 30)}{i}")) + ",CN=alice";
        var answer = await outside.CreateAsync(outside.Authority.Workload(Now, name));
        Assert.NotNull(answer.GetProperty("credentialSet")[0].Text("roleArn"));
        await outside.Root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "outside"),
            ("PolicyDocument", AnywhereCalls.Trust("""{"StringLike":{"aws:PrincipalTag/x509Subject/OU":"*"}}"""))
        );
        // The units together are longer than a tag: none is set, and the refusal says so.
        Outside.Refused(
            await outside.TryAsync(outside.Authority.Workload(Now, name)),
            Denied,
            $"Unable to assume role for {outside.Role}. Some attributes failed to be mapped into session tags. Issuer: [  ]; "
                + "Subject: [ OU ]; SAN: [  ]"
        );
    }

    [Fact]
    public async Task Characters_that_no_tag_has_are_left_out_and_told()
    {
        await outside.Root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "outside"),
            ("PolicyDocument", AnywhereCalls.Trust("""{"StringLike":{"aws:PrincipalTag/x509SAN/DNS":"*"}}"""))
        );
        var workload = outside.Authority.Workload(
            Now,
            change: request =>
            {
                var names = new SubjectAlternativeNameBuilder();
                names.AddDnsName("*.example.com");
                request.CertificateExtensions.Add(names.Build());
            }
        );
        Outside.Refused(
            await outside.TryAsync(workload),
            Denied,
            $"Unable to assume role for {outside.Role}. Some attributes failed to be mapped into session tags. Issuer: [  ]; "
                + "Subject: [  ]; SAN: [ DNS/2 ]"
        );
        Outside.Refused(await outside.TryAsync(outside.Workload("CN=\"a;b\"")), Denied);
    }

    [Fact]
    public async Task Alternative_names_that_cannot_be_read_are_refused()
    {
        foreach (var value in new byte[][] { [0x30, 0x03, 0x82, 0x05, 0x41], [0x04, 0x00], [0x30, 0x03, 0xA4, 0x01, 0x41] })
            Outside.Refused(
                await outside.TryAsync(
                    outside.Authority.Workload(
                        Now,
                        change: request => request.CertificateExtensions.Add(new X509Extension("2.5.29.17", value, critical: false))
                    )
                ),
                Denied
            );
    }

    [Fact]
    public async Task Refused_strangers_do_not_fill_the_trail()
    {
        var stranger = TestAuthority.Root(Now).Workload(Now);
        for (var i = 0; i < 70; i++)
            Outside.Refused(await outside.TryAsync(stranger), Denied, Untrusted);
        var recorded = (await server.EventsAsync(outside.Root)).Count(each => each.Text("eventName") == "CreateSession");
        Assert.Equal(60, recorded);
    }

    HeaderList Signed(TestAuthority workload, string target, byte[] body)
    {
        var headers = new HeaderList().Add("host", new Uri(outside.Root.Endpoint).Authority).Add("content-type", "application/json");
        new CertificateSigner(workload.Certificate, workload.Key, [], "us-east-1", "rolesanywhere").Sign(
            SignableRequest.FromTarget("POST", target, headers),
            PayloadHash.Of(body),
            Now
        );
        return headers;
    }

    static void Edit(HeaderList headers, Func<string, string> change) =>
        headers.Set("Authorization", change(headers.Find("Authorization")!));

    async Task<string> ImportAsync(string crl)
    {
        var answer = await TryImportAsync(crl);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Body.GetRawText());
        return answer.Body.GetProperty("crl").Text("crlId");
    }

    Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> TryImportAsync(string crl) =>
        outside.Root.TryAnywhereAsync(
            "POST",
            "/crls",
            new
            {
                name = "revoked",
                enabled = true,
                trustAnchorArn = outside.AnchorArn,
                crlData = Convert.ToBase64String(Encoding.ASCII.GetBytes(crl)),
            }
        );

    /// <summary>Signs with SHA-1, which .NET has no name for any more.</summary>
    sealed class Sha1Signatures(ECDsa key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => CreateForECDsa(key).PublicKey;
    }
}
