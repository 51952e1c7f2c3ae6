using Mantle.Core.Accounts;

namespace Mantle.Core.Federation;

/// <summary>
/// An AWS service that assumes a role for one registered workload of the account. The token of the workload's registration proved it.
/// </summary>
public sealed record WorkloadIdentity : ServiceIdentity
{
    public override string Name => Registration.Service;

    public override string SourceArn => Registration.SourceArn;

    /// <summary>The workload's registration.</summary>
    public required WorkloadRegistration Registration { get; init; }

    public static WorkloadIdentity Of(WorkloadRegistration registration, SessionAttributes attributes) =>
        new()
        {
            Registration = registration,
            ProviderArn = registration.Service,
            Subject = registration.SourceArn,
            Keys = [],
            SessionKeys = [],
            Attributes = attributes,
        };
}
