using System.Text;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Overview;

/// <summary>GenerateCredentialReport and GetCredentialReport, with a clock of their own.</summary>
public sealed class CredentialReportTests : IAsyncLifetime
{
    readonly TestServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_report_is_started_then_complete_and_expires_after_four_hours()
    {
        var root = await server.NewAccountAsync();
        var missing = await root.Refused("ReportNotPresent", null, "GetCredentialReport");
        Assert.Equal((410, null), ((int)missing.Status, missing.Message));
        var started = await root.Iam("GenerateCredentialReport");
        Assert.Equal(
            ("STARTED", "No report exists. Starting a new report generation task"),
            (started.Text("State"), started.Text("Description"))
        );
        Assert.Equal("State", (await root.Iam("GenerateCredentialReport")).Members("GenerateCredentialReportResult"));
        var first = await root.Iam("GetCredentialReport");
        Assert.Equal("Content GeneratedTime ReportFormat", first.Members("GetCredentialReportResult"));
        Assert.Equal("text/csv", first.Text("ReportFormat"));
        server.Clock.Advance(TimeSpan.FromHours(3));
        await root.Iam("CreateUser", ("UserName", "late"));
        Assert.Equal("COMPLETE", (await root.Iam("GenerateCredentialReport")).Text("State"));
        Assert.Equal(first.Text("Content"), (await root.Iam("GetCredentialReport")).Text("Content"));
        server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(410, (int)(await root.Refused("ReportExpired", null, "GetCredentialReport")).Status);
        Assert.Equal("STARTED", (await root.Iam("GenerateCredentialReport")).Text("State"));
        Assert.Equal(3, Lines(await root.Iam("GetCredentialReport")).Length);
    }

    [Fact]
    public async Task Every_credential_of_every_user_has_its_columns()
    {
        var root = await server.NewAccountAsync();
        var time = server
            .Clock.GetUtcNow()
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture);
        await root.Iam("CreateUser", ("UserName", "bare"));
        var full = await root.NewUserAsync("full", Documents.Allow("iam:GetUser"));
        await root.Iam("CreateLoginProfile", ("UserName", "full"), ("Password", "Correct-horse-7"));
        await root.Iam("UpdateAccountPasswordPolicy", ("MaxPasswordAge", "90"));
        await TestDevice.EnabledAsync(server, root, "full");
        await full.Iam("GetUser");
        await root.Iam("GenerateCredentialReport");
        var lines = Lines(await root.Iam("GetCredentialReport"));
        Assert.Equal(
            "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
                + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
                + "access_key_1_last_used_service,"
                + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
                + "access_key_2_last_used_service,"
                + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated",
            lines[0]
        );
        Assert.StartsWith(
            $"<root_account>,{root.Arn("root")},{time},not_supported,no_information,not_supported,not_supported,false,true,"
                + $"{time},{time},us-east-1,iam,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
            lines[1],
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"bare,{root.Arn("user/bare")},{time},false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
            lines[2]
        );
        var next = server
            .Clock.GetUtcNow()
            .UtcDateTime.AddDays(90)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            $"full,{root.Arn("user/full")},{time},true,no_information,{time},{next},true,true,{time},{time},us-east-1,iam,false,"
                + $"N/A,N/A,N/A,N/A,false,N/A,false,N/A",
            lines[3]
        );
    }

    static string[] Lines(Answer report) => Encoding.UTF8.GetString(Convert.FromBase64String(report.Text("Content"))).Split('\n');
}
