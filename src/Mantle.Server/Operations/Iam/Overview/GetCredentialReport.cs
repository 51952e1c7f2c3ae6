using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.Overview;

[Operation]
static class GetCredentialReport
{
    public static Access Requires(GetCredentialReportRequest r, Call c) => new("iam:GetCredentialReport", "*");

    /// <summary>AWS's errors here have no message.</summary>
    public static async ValueTask<GetCredentialReportResponse> ExecuteAsync(GetCredentialReportRequest r, Call c, CancellationToken cancellation)
    {
        var report = await c.Server.Reports.FindAsync(c.Account.Id, CredentialReport.Kind, CredentialReport.Kind) ?? throw Errors.ReportNotPresent("");
        if (report.Time + CredentialReport.Lifetime <= c.Time)
            throw Errors.ReportExpired("");
        return new GetCredentialReportResponse { Content = report.Body, ReportFormat = "text/csv", GeneratedTime = report.Time };
    }
}
