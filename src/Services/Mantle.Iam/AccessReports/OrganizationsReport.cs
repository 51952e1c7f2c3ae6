using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Core.Organizations;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Iam.AccessReports;

/// <summary>
/// For every service that service control policies allow: which accounts below a root, unit or account of an organization used it, and when
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html"/>).
/// </summary>
sealed record OrganizationsReport(IReadOnlyList<OrganizationsReportService> Services)
{
    public const string Kind = "organizations-access";

    /// <exception cref="Wire.ApiException">NoSuchEntity: the account has no job with that id.</exception>
    public static async ValueTask<(OrganizationsReport Report, DateTimeOffset Time)> LoadAsync(IReports reports, Call call, string jobId)
    {
        var stored = await reports.FindAsync(call.Account.Id, Kind, jobId);
        return stored is not null && stored.Time + AccessReport.Kept > call.Time
            ? (JsonSerializer.Deserialize(stored.Body, OrganizationsReportJson.Default.OrganizationsReport)!, stored.Time)
            : throw Errors.NoSuchEntity($"Job with id {jobId} cannot be found.");
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, OrganizationsReportJson.Default.OrganizationsReport);

    /// <summary>Reads the last-used dates of the accounts, one account after the other.</summary>
    public static async Task<OrganizationsReport> MakeAsync(
        LastUsed lastUsed,
        Call call,
        Organization organization,
        IEnumerable<Member> members,
        Func<string, bool> isAllowed
    )
    {
        var services = ServiceCatalog
            .Services.Where(service => isAllowed(service.Prefix))
            .ToDictionary(service => service.Prefix, service => new Found(service.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
        foreach (var (service, use) in await NewestAsync(lastUsed, call, member))
            if (services.TryGetValue(service, out var found))
                found.Add(use, $"{organization.PathOf(member)}{member.Id}");
        return new([.. services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => service.Value.Of(service.Key))]);
    }

    static async Task<Dictionary<string, LastUse>> NewestAsync(LastUsed lastUsed, Call call, Member member)
    {
        var newest = new Dictionary<string, LastUse>(StringComparer.OrdinalIgnoreCase);
        if (await call.View.NewestAsync(member.AccountId) is not { } account)
            return newest;
        foreach (var identity in account.Users.All.Concat<ActingIdentity>(account.Roles.All))
        foreach (var (action, use) in await lastUsed.ActionsOfAsync(identity.Id))
        {
            var service = action[..action.IndexOf(':', StringComparison.Ordinal)];
            if (!newest.TryGetValue(service, out var known) || known.Time < use.Time)
                newest[service] = use;
        }
        return newest;
    }

    sealed class Found(string name)
    {
        LastUse? last;
        string? path;
        int accounts;

        public void Add(LastUse use, string usedBy)
        {
            accounts++;
            if (last is null || use.Time > last.Time)
                (last, path) = (use, usedBy);
        }

        public OrganizationsReportService Of(string service) => new(service, name, last?.Time, last?.Region, path, accounts);
    }
}
