using Mantle.Core.Explanations;
using Mantle.Policy;

namespace Mantle.Admin.Denials;

/// <summary>The command of the AWS CLI that changes a policy, ready to be pasted into a shell; null where there is none.</summary>
static class PolicyCommand
{
    public static string? For(Remedy remedy, DeniedCall call)
    {
        var policy = remedy.Policy;
        var holder = policy.AttachedTo[0];
        return remedy.Layer switch
        {
            PolicyLayer.IdentityBasedPolicy or PolicyLayer.PermissionsBoundary => policy.IsInline ? Inline(remedy, holder)
            : policy.IsOfAws ? Detach(remedy, holder)
            : remedy.Document is { } document
                ? $"aws iam create-policy-version --policy-arn {Quoted(policy.Id)} --set-as-default --policy-document {Quoted(document)}"
            : Detach(remedy, holder),
            PolicyLayer.SessionPolicy => Session(remedy, call),
            PolicyLayer.RoleTrustPolicy when remedy.Document is { } trust =>
                $"aws iam update-assume-role-policy --role-name {Quoted(NameOf(holder))} --policy-document {Quoted(trust)}",
            PolicyLayer.ServiceControlPolicy or PolicyLayer.ResourceControlPolicy => Control(remedy),
            PolicyLayer.ResourceBasedPolicy => Resource(remedy, holder),
            _ => null,
        };
    }

    static string Inline(Remedy remedy, string holder)
    {
        var (kind, name, policy) = (KindOf(holder), Quoted(NameOf(holder)), Quoted(remedy.Policy.Id));
        return remedy.Document is { } document
            ? $"aws iam put-{kind}-policy --{kind}-name {name} --policy-name {policy} --policy-document {Quoted(document)}"
            : $"aws iam delete-{kind}-policy --{kind}-name {name} --policy-name {policy}";
    }

    static string Detach(Remedy remedy, string holder)
    {
        var (kind, name) = (KindOf(holder), Quoted(NameOf(holder)));
        return remedy.Layer == PolicyLayer.PermissionsBoundary
            ? remedy.Document is { } document
                ? $"aws iam create-policy --policy-name {Quoted(NameOf(holder))}-boundary --policy-document {Quoted(document)}"
                : $"aws iam delete-{kind}-permissions-boundary --{kind}-name {name}"
            : $"aws iam detach-{kind}-policy --{kind}-name {name} --policy-arn {Quoted(remedy.Policy.Id)}";
    }

    /// <summary>A session keeps its policies: only a new one can have others.</summary>
    static string? Session(Remedy remedy, DeniedCall call)
    {
        var policy = remedy.Document is { } document ? $" --policy {Quoted(document)}" : "";
        var principal = call.Caller.Principal;
        var name = Quoted(NameOf(principal.Arn ?? ""));
        return principal switch
        {
            { Kind: PrincipalKind.FederatedUser } => $"aws sts get-federation-token --name {name}{policy}",
            { Provider: not null } => $"aws sts assume-role-with-web-identity --role-arn {Quoted(principal.RoleArn!)} "
                + $"--role-session-name {name} --web-identity-token <token>{policy}",
            { RoleArn: { } role } => $"aws sts assume-role --role-arn {Quoted(role)} --role-session-name {name}{policy}",
            _ => null,
        };
    }

    static string Control(Remedy remedy)
    {
        var id = remedy.Policy.Id[(remedy.Policy.Id.LastIndexOf('/') + 1)..];
        return remedy.Document is { } document
            ? $"aws organizations update-policy --policy-id {Quoted(id)} --content {Quoted(document)}"
            : $"aws organizations detach-policy --policy-id {Quoted(id)} --target-id {Quoted(remedy.Level!.Id)}";
    }

    static string? Resource(Remedy remedy, string resource)
    {
        if (!Arn.TryParse(resource, out var arn) || arn.Service is not "s3" || arn.AccountId.Length > 0)
            return null;
        var bucket = arn.Resource.ToString().Split('/')[0];
        return remedy.Document is { } document
            ? $"aws s3api put-bucket-policy --bucket {Quoted(bucket)} --policy {Quoted(document)}"
            : $"aws s3api delete-bucket-policy --bucket {Quoted(bucket)}";
    }

    /// <summary><c>user</c>, <c>group</c> or <c>role</c>.</summary>
    static string KindOf(string arn) => arn[(arn.LastIndexOf(':') + 1)..].Split('/')[0];

    static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>An argument as a shell takes it: paths of roles may have any printable character.</summary>
    static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@+,".Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
