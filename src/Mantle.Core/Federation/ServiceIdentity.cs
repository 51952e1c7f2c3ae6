using Mantle.Core.Accounts;
using Mantle.Policy;

namespace Mantle.Core.Federation;

/// <summary>
/// An AWS service: one that assumes a role for a workload of the account, proved by the token of the workload's registration, or one of
/// this server that works in the account's name, such as CloudTrail writing to a bucket.
/// </summary>
public sealed record ServiceIdentity : ExternalIdentity
{
    public override Principal Principal => Principal.Service(Name);

    /// <summary>The service principal, such as <c>ec2.amazonaws.com</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// ARN of the workload or resource that the service works for, <c>aws:SourceArn</c>: it protects against a confused deputy.
    /// </summary>
    public required string SourceArn { get; init; }

    /// <summary>The workload's registration; null for a service of this server.</summary>
    public WorkloadRegistration? Registration { get; init; }

    /// <summary>A service of this server that works for a resource of the account.</summary>
    /// <param name="name">The service principal, such as <c>cloudtrail.amazonaws.com</c>.</param>
    /// <param name="sourceArn">ARN of the resource.</param>
    public static ServiceIdentity Of(string name, string sourceArn) =>
        new()
        {
            Name = name,
            SourceArn = sourceArn,
            ProviderArn = name,
            Subject = sourceArn,
            Keys = [],
            SessionKeys = [],
            Attributes = new SessionAttributes(),
        };

    /// <summary>The service that assumes a role for a registered workload.</summary>
    public static ServiceIdentity Of(WorkloadRegistration registration, SessionAttributes attributes) =>
        Of(registration.Service, registration.SourceArn) with
        {
            Registration = registration,
            Attributes = attributes,
        };

    public override string AuditType => "AWSService";

    public override string AuditPrincipalId => Name;

    public override string AuditProvider => Name;
}
