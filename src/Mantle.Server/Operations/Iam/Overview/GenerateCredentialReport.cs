using Mantle.Server.Audit;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.Overview;

[Operation]
static class GenerateCredentialReport
{
    public static Access Requires(GenerateCredentialReportRequest r, Call c) => new("iam:GenerateCredentialReport", "*");

    /// <summary>The report is drawn up at once; as at AWS, the first answer says that it was started and the next that it is complete.</summary>
    public static async ValueTask<GenerateCredentialReportResponse> ExecuteAsync(GenerateCredentialReportRequest r, Call c, CancellationToken cancellation)
    {
        if (await CredentialReport.FindAsync(c) is not null)
            return new GenerateCredentialReportResponse { State = "COMPLETE" };
        await c.Server.Reports.PutAsync(
            new Report(c.Account.Id, CredentialReport.Kind, CredentialReport.Kind, c.Time, await CredentialReport.MakeAsync(c)), CredentialReport.Lifetime);
        return new GenerateCredentialReportResponse { State = "STARTED", Description = "No report exists. Starting a new report generation task" };
    }
}
