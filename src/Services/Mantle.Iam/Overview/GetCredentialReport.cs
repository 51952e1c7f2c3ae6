using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Overview;

[Operation]
sealed class GetCredentialReport(IReports reports)
{
    public static Access Requires(GetCredentialReportRequest r, Call c) => new(Actions.GetCredentialReport, "*");

    /// <summary>AWS's errors here have no message.</summary>
    public async Task<GetCredentialReportResponse> ExecuteAsync(GetCredentialReportRequest r, Call c, CancellationToken cancellation)
    {
        var report =
            await reports.FindAsync(c.Account.Id, CredentialReport.Kind, CredentialReport.Kind) ?? throw Errors.ReportNotPresent("");
        if (report.Time + CredentialReport.Lifetime <= c.Time)
            throw Errors.ReportExpired("");
        return new GetCredentialReportResponse
        {
            Content = report.Body,
            ReportFormat = "text/csv",
            GeneratedTime = report.Time,
        };
    }
}
