using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Overview;

[Operation]
sealed class GenerateCredentialReport(IReports reports, LastUsed lastUsed)
{
    public static Access Requires(GenerateCredentialReportRequest r, Call c) => new(Actions.GenerateCredentialReport, "*");

    /// <summary>
    /// The report is drawn up at once; as at AWS, the first answer says that it was started and the next that it is complete.
    /// </summary>
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
