using System.Net;
using System.Security.Cryptography.X509Certificates;
using Mantle.Server.Tests.Operations.Eks;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// Trust anchors and their notification settings
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateTrustAnchor.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class TrustAnchorTests(TestServer server)
{
    [Fact]
    public async Task CreateTrustAnchor_GetTrustAnchor_and_ListTrustAnchors()
    {
        var root = await server.NewAccountAsync();
        var pem = TestAuthority.Root(server.Now).Pem;
        var made = await root.NewAnchorAsync(pem, enabled: false);
        var id = made.Text("trustAnchorId");
        Assert.Matches("^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$", id);
        Assert.Equal($"arn:aws:rolesanywhere:us-east-1:{root.AccountId}:trust-anchor/{id}", made.Text("trustAnchorArn"));
        Assert.False(made.GetProperty("enabled").GetBoolean());
        Assert.Equal("CERTIFICATE_BUNDLE", made.GetProperty("source").Text("sourceType"));
        Assert.Equal(pem, made.GetProperty("source").GetProperty("sourceData").Text("x509CertificateData"));
        Assert.Equal(server.Now, made.GetProperty("createdAt").GetDateTimeOffset());
        var read = (await root.AnywhereAsync("GET", $"/trustanchor/{id}")).GetProperty("trustAnchor");
        Assert.Equal(made.GetRawText(), read.GetRawText());
        var listed = (await root.AnywhereAsync("GET", "/trustanchors")).GetProperty("trustAnchors");
        Assert.Equal(made.GetRawText(), Assert.Single(listed.EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task UpdateTrustAnchor_EnableTrustAnchor_DisableTrustAnchor_and_DeleteTrustAnchor()
    {
        var root = await server.NewAccountAsync();
        var id = (await root.NewAnchorAsync(TestAuthority.Root(server.Now).Pem, enabled: false)).Text("trustAnchorId");
        var other = TestAuthority.Root(server.Now).Pem;
        var changed = await root.AnywhereAsync("PATCH", $"/trustanchor/{id}", new { name = "other", source = Bundle(other) });
        Assert.Equal("other", changed.GetProperty("trustAnchor").Text("name"));
        Assert.Contains(other.Split('\n')[1], changed.GetRawText());
        foreach (var (verb, enabled) in new[] { ("enable", true), ("disable", false) })
        {
            var answer = await root.AnywhereAsync("POST", $"/trustanchor/{id}/{verb}");
            Assert.Equal(enabled, answer.GetProperty("trustAnchor").GetProperty("enabled").GetBoolean());
        }
        await root.AnywhereAsync("DELETE", $"/trustanchor/{id}");
        foreach (var (method, path) in new[] { ("GET", ""), ("DELETE", ""), ("POST", "/enable"), ("POST", "/disable") })
            Assert.Equal(
                (HttpStatusCode.NotFound, "ResourceNotFoundException"),
                (await root.TryAnywhereAsync(method, $"/trustanchor/{id}{path}")) is var gone ? (gone.Status, gone.Code()) : default
            );
    }

    [Fact]
    public async Task A_trust_anchor_is_an_authority()
    {
        var root = await server.NewAccountAsync();
        var authority = TestAuthority.Root(server.Now);
        await RefusedAsync(Bundle(authority.Workload(server.Now).Pem), "Incorrect basic constraints for CA certificate");
        await RefusedAsync(Bundle("nonsense"), "Unable to parse certificate bundle");
        await RefusedAsync(Bundle("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"), "Unable to parse certificate bundle");
        await RefusedAsync(Bundle(string.Join('\n', authority.Pem, authority.Pem, authority.Pem)), null);
        var unsigning = authority.Workload(
            server.Now,
            change: request =>
            {
                request.CertificateExtensions.Clear();
                request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
                request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
            }
        );
        await RefusedAsync(Bundle(unsigning.Pem), "Incorrect key usage for CA certificate");
        await RefusedAsync(new { sourceType = "CERTIFICATE_BUNDLE" }, null);
        await RefusedAsync(new { }, null);
        await RefusedAsync(new { sourceType = "OTHER" }, null);

        async Task RefusedAsync(object source, string? message)
        {
            var answer = await root.TryAnywhereAsync("POST", "/trustanchors", new { name = "anchor", source });
            Outside.Refused(answer, "ValidationException", message);
        }
    }

    [Fact]
    public async Task AWS_Private_CA_is_refused_clearly()
    {
        var root = await server.NewAccountAsync();
        object source = new
        {
            sourceType = "AWS_ACM_PCA",
            sourceData = new { acmPcaArn = "arn:aws:acm-pca:us-east-1:1:certificate-authority/x" },
        };
        var answer = await root.TryAnywhereAsync("POST", "/trustanchors", new { name = "anchor", source });
        Outside.Refused(answer, "ValidationException");
        Assert.Contains("CERTIFICATE_BUNDLE", answer.Body.Message());
    }

    [Theory]
    [InlineData("", "OtherName")]
    [InlineData("no;semicolons", "OtherName")]
    public async Task A_name_has_its_characters(string name, string _)
    {
        var root = await server.NewAccountAsync();
        Outside.Refused(
            await root.TryAnywhereAsync("POST", "/trustanchors", new { name, source = Bundle(TestAuthority.Root(server.Now).Pem) }),
            "ValidationException"
        );
    }

    [Fact]
    public async Task PutNotificationSettings_and_ResetNotificationSettings()
    {
        var root = await server.NewAccountAsync();
        var made = await root.NewAnchorAsync(TestAuthority.Root(server.Now).Pem);
        var trustAnchorId = made.Text("trustAnchorId");
        const string Usual =
            """{"channel":"ALL","configuredBy":"rolesanywhere.amazonaws.com","enabled":true,"event":"EVENT","threshold":45}""";
        Assert.Equal(
            $"[{Of("CA_CERTIFICATE_EXPIRY")},{Of("END_ENTITY_CERTIFICATE_EXPIRY")}]",
            made.GetProperty("notificationSettings").GetRawText()
        );
        static string Of(string name) => Usual.Replace("EVENT", name, StringComparison.Ordinal);
        object Setting(bool enabled, int? threshold) =>
            new
            {
                @event = "CA_CERTIFICATE_EXPIRY",
                enabled,
                threshold,
            };
        var put = await root.AnywhereAsync(
            "PATCH",
            "/put-notifications-settings",
            new { trustAnchorId, notificationSettings = new[] { Setting(true, 10) } }
        );
        var first = put.GetProperty("trustAnchor").GetProperty("notificationSettings")[0];
        Assert.Equal((10, root.AccountId), (first.GetProperty("threshold").GetInt32(), first.Text("configuredBy")));
        foreach (
            var settings in new[]
            {
                new[] { Setting(true, null) },
                [Setting(true, 0)],
                [Setting(true, 361)],
                [Setting(true, 1), Setting(false, 2)],
            }
        )
            Outside.Refused(
                await root.TryAnywhereAsync("PATCH", "/put-notifications-settings", new { trustAnchorId, notificationSettings = settings }),
                "ValidationException"
            );
        var reset = await root.AnywhereAsync(
            "PATCH",
            "/reset-notifications-settings",
            new { trustAnchorId, notificationSettingKeys = new[] { new { @event = "CA_CERTIFICATE_EXPIRY" } } }
        );
        Assert.Equal(45, reset.GetProperty("trustAnchor").GetProperty("notificationSettings")[0].GetProperty("threshold").GetInt32());
    }

    static object Bundle(string pem) => new { sourceType = "CERTIFICATE_BUNDLE", sourceData = new { x509CertificateData = pem } };
}
