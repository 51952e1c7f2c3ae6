using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Overview;

[Operation]
sealed class GenerateCredentialReport(IReports reports, LastUsed lastUsed)
{
    public static Access Requires(GenerateCredentialReportRequest r, Call c) => new(Actions.GenerateCredentialReport, "*");

    /// <summary>The report is made within this call. As at AWS, the first answer says STARTED and the next one COMPLETE.</summary>
    public async Task<GenerateCredentialReportResponse> ExecuteAsync(
        GenerateCredentialReportRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var credentials = new CredentialReport(reports, lastUsed);
        if (await credentials.FindAsync(c) is not null)
            return new GenerateCredentialReportResponse { State = "COMPLETE" };
        await reports.PutAsync(
            new Report(c.Account.Id, CredentialReport.Kind, CredentialReport.Kind, c.Time, await credentials.MakeAsync(c)),
            CredentialReport.Lifetime
        );
        return new GenerateCredentialReportResponse
        {
            State = "STARTED",
            Description = "No report exists. Starting a new report generation task",
        };
    }
}
