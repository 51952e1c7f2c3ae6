using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessReports;

[Operation]
sealed class GetServiceLastAccessedDetails(IReports reports)
{
    public static Access Requires(GetServiceLastAccessedDetailsRequest r, Call c) => new(Actions.GetServiceLastAccessedDetails, "*");

    public async Task<GetServiceLastAccessedDetailsResponse> ExecuteAsync(
        GetServiceLastAccessedDetailsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var (report, time) = await AccessReport.LoadAsync(reports, c, r.JobId);
        var page = Page.Sorted(report.Services, service => service.Namespace, StringComparer.Ordinal, r.Marker, r.MaxItems);
        return new GetServiceLastAccessedDetailsResponse
        {
            JobStatus = "COMPLETED",
            JobType = report.WithActions ? "ACTION_LEVEL" : "SERVICE_LEVEL",
            JobCreationDate = time,
            JobCompletionDate = time,
            ServicesLastAccessed = [.. page.Items.Select(service => Shape(report, service))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    static ServiceLastAccessed Shape(AccessReport report, ReportedService service) =>
        new()
        {
            ServiceName = service.Name,
            ServiceNamespace = service.Namespace,
            LastAuthenticated = service.Newest?.Time,
            LastAuthenticatedEntity = EntityOf(report, service.Newest),
            LastAuthenticatedRegion = service.Newest?.Region,
            TotalAuthenticatedEntities = service.Uses.Count,
            TrackedActionsLastAccessed = service.Actions is { Count: > 0 } actions
                ?
                [
                    .. actions.Select(action => new TrackedActionLastAccessed
                    {
                        ActionName = action.Name,
                        LastAccessedTime = action.Last?.Time,
                        LastAccessedEntity = EntityOf(report, action.Last),
                        LastAccessedRegion = action.Last?.Region,
                    }),
                ]
                : null,
        };

    static string? EntityOf(AccessReport report, ReportedUse? use) => use is null ? null : report.Entities[use.Entity].Arn;
}
