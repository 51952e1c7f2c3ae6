using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>
/// An AWS service that assumes a role for one workload of the account. The token of the workload's registration proved it.
/// </summary>
public sealed record ServiceIdentity : ExternalIdentity
{
    public override Principal Principal => Principal.Service(Name);

    /// <summary>The service principal, such as <c>ec2.amazonaws.com</c>.</summary>
    public string Name => Registration.Service;

    /// <summary>ARN of the workload, <c>aws:SourceArn</c>: it protects roles against a confused deputy.</summary>
    public string SourceArn => Registration.SourceArn;

    /// <summary>The workload's registration.</summary>
    public required WorkloadRegistration Registration { get; init; }

    public override string AuditType => "AWSService";

    public override string AuditPrincipalId => Name;

    public override string AuditProvider => Name;
}
