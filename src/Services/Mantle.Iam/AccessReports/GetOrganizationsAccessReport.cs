using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessReports;

[Operation]
sealed class GetOrganizationsAccessReport(IReports reports)
{
    public static Access Requires(GetOrganizationsAccessReportRequest r, Call c) => new(Actions.GetOrganizationsAccessReport, "*");

    public async Task<GetOrganizationsAccessReportResponse> ExecuteAsync(
        GetOrganizationsAccessReportRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var (report, time) = await OrganizationsReport.LoadAsync(reports, c, r.JobId);
        var sorted = Sorted(report.Services, r.SortKey).ToList();
        var after = Page.Start(r.Marker);
        var start = after is null ? 0 : sorted.FindIndex(service => service.Namespace == after) + 1;
        if (after is not null && start == 0)
            throw Errors.ValidationError($"Invalid Marker: {r.Marker}");
        var page = Page.Take(sorted.Skip(start), r.MaxItems, service => service.Namespace);
        return new()
        {
            JobStatus = "COMPLETED",
            JobCreationDate = time,
            JobCompletionDate = time,
            NumberOfServicesAccessible = sorted.Count,
            NumberOfServicesNotAccessed = sorted.Count(service => service.Last is null),
            AccessDetails =
            [
                .. page.Items.Select(service => new AccessDetail
                {
                    ServiceName = service.Name,
                    ServiceNamespace = service.Namespace,
                    LastAuthenticatedTime = service.Last,
                    Region = service.Region,
                    EntityPath = service.EntityPath,
                    TotalAuthenticatedEntities = service.Accounts,
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    static IEnumerable<OrganizationsReportService> Sorted(IReadOnlyList<OrganizationsReportService> services, string? key) =>
        key switch
        {
            SortKeyType.ServiceNamespaceDescending => services.OrderByDescending(service => service.Namespace, StringComparer.Ordinal),
            SortKeyType.LastAuthenticatedTimeAscending => services
                .OrderBy(service => service.Last ?? DateTimeOffset.MinValue)
                .ThenBy(service => service.Namespace, StringComparer.Ordinal),
            SortKeyType.LastAuthenticatedTimeDescending => services
                .OrderByDescending(service => service.Last ?? DateTimeOffset.MinValue)
                .ThenBy(service => service.Namespace, StringComparer.Ordinal),
            _ => services.OrderBy(service => service.Namespace, StringComparer.Ordinal),
        };
}
