using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessReports;

[Operation]
sealed class GetServiceLastAccessedDetailsWithEntities(IReports reports)
{
    public static Access Requires(GetServiceLastAccessedDetailsWithEntitiesRequest r, Call c) =>
        new(Actions.GetServiceLastAccessedDetailsWithEntities, "*");

    /// <summary>The users and roles that the policies let use the service, by ARN, each with its newest use.</summary>
    public async Task<GetServiceLastAccessedDetailsWithEntitiesResponse> ExecuteAsync(
        GetServiceLastAccessedDetailsWithEntitiesRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var (report, time) = await AccessReport.LoadAsync(reports, c, r.JobId);
        var service = report.Services.FirstOrDefault(service =>
            service.Namespace.Equals(r.ServiceNamespace, StringComparison.OrdinalIgnoreCase)
        );
        var all = service is null
            ? []
            : report.Entities.Select((entity, i) => (Entity: entity, Use: service.Uses.FirstOrDefault(use => use.Entity == i)));
        var page = Page.Sorted(all, item => item.Entity.Arn, StringComparer.Ordinal, r.Marker, r.MaxItems);
        return new GetServiceLastAccessedDetailsWithEntitiesResponse
        {
            JobStatus = "COMPLETED",
            JobCreationDate = time,
            JobCompletionDate = time,
            EntityDetailsList =
            [
                .. page.Items.Select(item => new EntityDetails
                {
                    EntityInfo = new()
                    {
                        Arn = item.Entity.Arn,
                        Name = item.Entity.Name,
                        Type = item.Entity.Type,
                        Id = item.Entity.Id,
                        Path = item.Entity.Path,
                    },
                    LastAuthenticated = item.Use?.Time,
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
