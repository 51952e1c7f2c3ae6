using System.Security.Cryptography;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.Wire.Admin;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Admin.Workloads;

/// <summary>
/// Gives a workload its role (Mantle extension: at AWS the service that runs the workload keeps this). The caller passes the role to the
/// service, and gets a token with which a helper can be that service for this workload.
/// </summary>
[Operation(IssuesCredentials = true)]
static class RegisterWorkload
{
    const int Most = 5_000;

    /// <summary>The registration's id is made here, because the workload's ARN may contain it.</summary>
    public static ValueTask<string> PrepareAsync(RegisterWorkloadRequest r, Call c, CancellationToken cancellation) =>
        new($"wl-{RandomNumberGenerator.GetHexString(17, lowercase: true)}");

    /// <summary>
    /// Registering a workload passes its role
    /// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"/>).
    /// </summary>
    public static Access Requires(RegisterWorkloadRequest r, Call c, string id)
    {
        CheckChoice(r);
        var source = WorkloadSource.Of(r, c.Account.Id, c.Region, id);
        var role = WorkloadRole.ArnOf(c.Account, r.RoleArn, r.InstanceProfileName);
        return new Access(Actions.RegisterWorkload, "*")
        {
            RequestTags = TagsOf(r),
            And = role is null ? [] : [PassRole.To(role, r.Service, source)],
        };
    }

    public static RegisterWorkloadResponse Execute(RegisterWorkloadRequest r, Change change, string id)
    {
        var account = change.Account;
        if (WorkloadRole.Existing(account, r.RoleArn, r.InstanceProfileName).IsServiceLinked)
            throw Errors.InvalidInput("A service-linked role can be assumed by its own service only.");
        RemoveExpired(change);
        if (change.EnforcesQuotas && account.Workloads.Count >= Most && account.Workloads.All.Count(IsOwn) >= Most)
            throw Errors.LimitExceeded($"The account has {Most} registered workloads, as many as it can have.");
        var source = WorkloadSource.Of(r, account.Id, change.Call.Region, id);
        var (token, hash) = RegistrationToken.New(account.Id, id);
        var registration = new WorkloadRegistration
        {
            Id = id,
            Service = r.Service,
            RoleArn = r.RoleArn,
            InstanceProfileName = r.InstanceProfileName,
            SourceArn = source,
            SessionName = r.SessionName ?? WorkloadSource.NameOf(source),
            SessionTags = TagsOf(r) is { } tags ? [.. tags] : [],
            TransitiveTagKeys = r.TransitiveTagKeys is { } keys ? [.. keys] : [],
            CreatedBy = change.Call.Caller.Arn,
            CreateDate = change.Time,
            ExpirationDate = r.LifetimeSeconds is { } seconds ? change.Time.AddSeconds(seconds) : null,
            TokenHash = hash,
        };
        change.Put(registration);
        return new() { RegistrationToken = token, Workload = WorkloadShape.Of(registration) };
    }

    static void RemoveExpired(Change change)
    {
        foreach (var expired in change.Account.Workloads.All.Where(each => each.ExpirationDate <= change.Time).ToList())
            change.Remove(expired);
    }

    /// <summary>Whether it was made here, and not by a service for something of its own.</summary>
    static bool IsOwn(WorkloadRegistration registration) => registration.ServiceKey is null;

    static void CheckChoice(RegisterWorkloadRequest r)
    {
        if (!PolicyInput.IsService(r.Service))
            throw Errors.InvalidInput($"Service is a service principal such as lambda.amazonaws.com, not {r.Service}.");
        if (r.Service == WorkloadSource.Pods)
            throw Errors.InvalidInput($"{r.Service} has associations: see CreatePodIdentityAssociation of Amazon EKS.");
        if (WorkloadSource.ServedHere.Contains(r.Service))
            throw Errors.InvalidInput($"{r.Service} is a service of this server, and no workload of yours acts for it.");
        if (r.RoleArn is null == r.InstanceProfileName is null)
            throw Errors.InvalidInput("A workload has a RoleArn or an InstanceProfileName.");
        if (r.InstanceProfileName is not null && r.Service != WorkloadSource.Instances)
            throw Errors.InvalidInput($"An instance profile is for {WorkloadSource.Instances}, not for {r.Service}.");
        var keys = r.Tags?.Select(tag => tag.Key).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        if (keys.Count != (r.Tags?.Count ?? 0))
            throw Errors.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        if (keys.Any(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            throw Errors.InvalidInput("Tag keys beginning with 'aws:' are reserved for system use.");
        if (r.Tags?.Any(tag => tag.Value.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) == true)
            throw Errors.InvalidInput("Tag values beginning with 'aws:' are reserved for system use.");
        if (r.TransitiveTagKeys?.All(keys.Contains) == false)
            throw Errors.InvalidInput("The specified transitive tag key must be included in the requested tags.");
    }

    static List<Tag>? TagsOf(RegisterWorkloadRequest r) => r.Tags?.Select(tag => new Tag(tag.Key, tag.Value)).ToList();
}
