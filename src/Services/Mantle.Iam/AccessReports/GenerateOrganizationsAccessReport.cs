using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Core.Storage;
using Mantle.Wire;
using Mantle.Wire.Iam;
using Errors = Mantle.Wire.Iam.Errors;

namespace Mantle.Iam.AccessReports;

[Operation]
sealed class GenerateOrganizationsAccessReport(IReports reports, LastUsed lastUsed)
{
    public static Access Requires(GenerateOrganizationsAccessReportRequest r, Call c) =>
        new(Actions.GenerateOrganizationsAccessReport, $"arn:aws:iam::{c.Account.Id}:access-report/{r.EntityPath}")
        {
            Keys = [("iam:OrganizationsPolicyId", r.OrganizationsPolicyId)],
        };

    /// <summary>The report is made within this call, so the job is complete when the caller first asks for it.</summary>
    public async Task<GenerateOrganizationsAccessReportResponse> ExecuteAsync(
        GenerateOrganizationsAccessReportRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var organization =
            c.Organization is { } own && own.ManagementAccountId == c.Account.Id
                ? own
                : throw CommonErrors.AccessDenied("This operation can be called only from the organization's management account.");
        if (!organization.IsEnabled(ControlPolicies.ServiceControl))
            throw Errors.InvalidInput("Service control policies are not enabled for the organization's root.");
        var target = Find(organization, r.EntityPath) ?? throw Errors.NoSuchEntity($"The entity path {r.EntityPath} cannot be found.");
        var members = organization.Members.All.Where(member => organization.PathTo(member).Any(step => step.Id == target.Id));
        var report = await OrganizationsReport.MakeAsync(
            lastUsed,
            c,
            organization,
            members,
            Allowed(organization, target, r.OrganizationsPolicyId)
        );
        var jobId = Guid.NewGuid().ToString();
        await reports.PutAsync(new Report(c.Account.Id, OrganizationsReport.Kind, jobId, c.Time, report.ToJson()), AccessReport.Kept);
        return new() { JobId = jobId };
    }

    /// <summary>The root, unit or account that an entity path ends at; null unless the path is exactly the organization's.</summary>
    static PolicyTarget? Find(Core.Organizations.Organization organization, string path)
    {
        var steps = path.TrimEnd('/').Split('/');
        return
            steps[0] == organization.Id
            && organization.FindTarget(steps[^1]) is { } target
            && organization.PathTo(target).Select(step => step.Id).SequenceEqual(steps.Skip(1))
            ? target
            : null;
    }

    /// <summary>
    /// Whether the given policy allows a service; without one, whether the policies at every level down to the target allow it.
    /// </summary>
    static Func<string, bool> Allowed(Core.Organizations.Organization organization, PolicyTarget target, string? policyId)
    {
        if (policyId is not null)
        {
            var document =
                ControlPolicies.FindAws(policyId)?.Content
                ?? (
                    organization.Policies.Find(policyId) is { Type: ControlPolicies.ServiceControl } policy
                        ? policy.Content.Text
                        : throw Errors.NoSuchEntity($"The policy {policyId} cannot be found.")
                );
            return new ServiceGrants([document]).Grants;
        }
        var levels = organization.PathTo(target).Select(step => new ServiceGrants(Documents(organization, step))).ToList();
        return service => target.Id == organization.ManagementAccountId || levels.TrueForAll(level => level.Grants(service));
    }

    static IEnumerable<string> Documents(Core.Organizations.Organization organization, PolicyTarget step)
    {
        if (!step.LacksFullAccess)
            yield return ControlPolicies.FullAwsAccess.Content;
        foreach (var id in step.Policies)
            if (organization.Policies.Find(id) is { Type: ControlPolicies.ServiceControl } policy)
                yield return policy.Content.Text;
    }
}
