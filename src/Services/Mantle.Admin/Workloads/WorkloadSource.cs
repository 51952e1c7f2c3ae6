using System.Collections.Immutable;
using Mantle.Wire.Admin;
using SessionKey = Mantle.Core.Federation.SessionKey;

namespace Mantle.Admin.Workloads;

/// <summary>The ARN of a workload, and the condition keys that its service adds to its sessions.</summary>
static class WorkloadSource
{
    public const string Instances = "ec2.amazonaws.com";

    /// <summary>Only Amazon EKS says which pods have which roles, and of which cluster and namespace they are.</summary>
    public const string Pods = "pods.eks.amazonaws.com";

    /// <summary>
    /// Services that act here themselves, for what they have verified: a session of IAM Roles Anywhere stands for a certificate.
    /// </summary>
    public static readonly string[] ServedHere = ["cloudtrail.amazonaws.com", "rolesanywhere.amazonaws.com"];

    /// <summary>The ARN of a request; one that is made up for the registration where the request has none.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: it is not an ARN of the account, or not one of the service's.</exception>
    public static string Of(RegisterWorkloadRequest r, string accountId, string region, string registrationId)
    {
        if (r.SourceArn is not { } text)
            return r.Service == Instances
                ? $"arn:aws:ec2:{region}:{accountId}:instance/i-{registrationId.Split('-')[1]}"
                : $"arn:aws:mantle:{region}:{accountId}:workload/{registrationId}";
        if (!Arn.TryParse(text, out var arn) || !arn.AccountId.SequenceEqual(accountId))
            throw Errors.InvalidInput($"SourceArn is the ARN of a workload in account {accountId}, not {text}.");
        if (r.Service == Instances && !(arn.Service is "ec2" && arn.Resource.StartsWith("instance/i-")))
            throw Errors.InvalidInput($"SourceArn of {Instances} is the ARN of an instance, not {text}.");
        return text;
    }

    /// <summary>The session name of a workload: the end of its ARN, in the characters that a name can have.</summary>
    public static string NameOf(string sourceArn)
    {
        var end = sourceArn[(sourceArn.LastIndexOfAny(['/', ':']) + 1)..];
        var name = string.Concat(end.Select(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c) ? c : '-'));
        return name.Length < 2 ? $"workload-{name}" : name[..Math.Min(name.Length, LongestName)];
    }

    const int LongestName = 64;

    /// <summary>The keys of the sessions of a workload.</summary>
    /// <param name="service">The service principal.</param>
    /// <param name="sourceArn">ARN of the workload.</param>
    /// <param name="roleDelivery">Version of the instance metadata service that delivers the role.</param>
    public static ImmutableArray<SessionKey> KeysOf(string service, string sourceArn, string? roleDelivery) =>
        service switch
        {
            Instances => [new("ec2:SourceInstanceARN", sourceArn), new("ec2:RoleDelivery", roleDelivery ?? UsualDelivery)],
            "lambda.amazonaws.com" => [new("lambda:SourceFunctionArn", sourceArn)],
            "ssm.amazonaws.com" => [new("ssm:SourceInstanceARN", sourceArn)],
            "glue.amazonaws.com" => [new("glue:CredentialIssuingService", service)],
            _ => [],
        };

    const string UsualDelivery = "2.0";

    /// <summary>
    /// What the service adds to the events of the sessions
    /// (<see href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html"/>).
    /// </summary>
    public static ImmutableArray<SessionKey> AuditMembersOf(string service, string? roleDelivery) =>
        service == Instances ? [new("ec2RoleDelivery", roleDelivery ?? UsualDelivery)] : [];
}
