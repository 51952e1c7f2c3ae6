using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>
/// An AWS service: one that assumes a role for a workload of the account, which proved to the service what it is, or one of this server
/// that works in the account's name.
/// </summary>
public abstract record ServiceIdentity : ExternalIdentity
{
    public override Principal Principal => Principal.Service(Name);

    /// <summary>The service principal, such as <c>ec2.amazonaws.com</c>.</summary>
    public abstract string Name { get; }

    /// <summary>ARN of the workload or of what vouches for it, <c>aws:SourceArn</c>: it protects roles against a confused deputy.</summary>
    public abstract string SourceArn { get; }

    /// <summary>
    /// The tags that the service states of the workload, and trust policies know as <c>aws:PrincipalTag</c>. Most services state none.
    /// </summary>
    public virtual ImmutableArray<Tag> PrincipalTags => [];

    public override string AuditType => "AWSService";

    public override string AuditPrincipalId => Name;

    public override string AuditProvider => Name;
}
