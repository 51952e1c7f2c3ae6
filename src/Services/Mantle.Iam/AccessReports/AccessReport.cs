using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessReports;

/// <summary>
/// The result of a job of GenerateServiceLastAccessedDetails: for every service that a user, role, group or policy gives access to, who
/// used it and when (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html"/>).
/// </summary>
sealed record AccessReport(bool WithActions, IReadOnlyList<ReportedEntity> Entities, IReadOnlyList<ReportedService> Services)
{
    public const string Kind = "service-last-accessed";

    /// <summary>How long a finished job is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The tracking period: older uses are not reported.</summary>
    static readonly TimeSpan Tracked = TimeSpan.FromDays(400);

    /// <summary>The services that are reported action by action.</summary>
    static readonly string[] WithTrackedActions = ["iam", "organizations", "s3", "sts"];

    /// <exception cref="Wire.ApiException">NoSuchEntity: the account has no job with that id.</exception>
    public static async ValueTask<(AccessReport Report, DateTimeOffset Time)> LoadAsync(IReports reports, Call call, string jobId)
    {
        var stored = await reports.FindAsync(call.Account.Id, Kind, jobId);
        return stored is not null && stored.Time + Kept > call.Time
            ? (JsonSerializer.Deserialize(stored.Body, ReportJson.Default.AccessReport)!, stored.Time)
            : throw Errors.NoSuchEntity($"Job with id {jobId} cannot be found.");
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportJson.Default.AccessReport);

    public static async Task<AccessReport> MakeAsync(
        LastUsed lastUsed,
        Call call,
        ServiceGrants grants,
        IReadOnlyList<ActingIdentity> entities,
        bool withActions
    )
    {
        var uses = new List<IReadOnlyDictionary<string, LastUse>>();
        foreach (var entity in entities)
            uses.Add(await lastUsed.ActionsOfAsync(entity.Id));
        var services = new List<ReportedService>();
        foreach (var service in grants.Services)
        {
            var used = new List<ReportedUse>();
            for (var i = 0; i < entities.Count; i++)
                if (
                    Newest(
                        call,
                        uses[i]
                            .Where(use => use.Key.StartsWith(service.Prefix + ":", StringComparison.OrdinalIgnoreCase))
                            .Select(use => use.Value)
                    ) is
                    { } newest
                )
                    used.Add(new(i, newest.Time, newest.Region));
            services.Add(new(service.Prefix, service.Name, used, withActions ? Actions(call, grants, service.Prefix, uses) : null));
        }
        return new(withActions, [.. entities.Select(ReportedEntity.Of)], services);
    }

    static List<ReportedAction>? Actions(Call call, ServiceGrants grants, string service, List<IReadOnlyDictionary<string, LastUse>> uses)
    {
        if (!WithTrackedActions.Contains(service))
            return null;
        var actions = new List<ReportedAction>();
        foreach (var action in ServiceCatalog.ActionsOf(service).Where(action => grants.GrantsAction(action.Name)))
        {
            ReportedUse? last = null;
            for (var i = 0; i < uses.Count; i++)
                if (
                    uses[i].TryGetValue(action.Name, out var use)
                    && Newest(call, [use]) is not null
                    && (last is null || use.Time > last.Time)
                )
                    last = new(i, use.Time, use.Region);
            actions.Add(new(action.Name[(service.Length + 1)..], last));
        }
        return actions;
    }

    static LastUse? Newest(Call call, IEnumerable<LastUse> uses) =>
        uses.Where(use => call.Time - use.Time <= Tracked).MaxBy(use => use.Time);
}
