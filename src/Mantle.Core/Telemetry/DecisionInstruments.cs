using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mantle.Policy;

namespace Mantle.Core.Telemetry;

/// <summary>Counts decisions about accesses by outcome and deciding policy layer.</summary>
public sealed class DecisionInstruments
{
    readonly Counter<long> decisions;
    readonly ActivitySource activities;

    internal DecisionInstruments(Meter meter, ActivitySource activities)
    {
        this.activities = activities;
        decisions = meter.CreateCounter<long>("mantle.authorization.decisions", "{decision}", "Decisions about single accesses.");
    }

    /// <summary>Counts a decision.</summary>
    public void Count(in Decision decision)
    {
        if (decisions.Enabled)
            decisions.Add(1, new(Tags.Outcome, NameOf(decision.Outcome)), new("mantle.decision.layer", NameOf(decision.Layer)));
    }

    /// <summary>Starts the activity of authorizing a call, to be disposed at its end; null if nobody listens.</summary>
    public Activity? Begin() => activities.StartActivity("mantle.authorize");

    internal static string NameOf(DecisionOutcome outcome) =>
        outcome switch
        {
            DecisionOutcome.Allowed => "allowed",
            DecisionOutcome.ExplicitDeny => "explicit_deny",
            _ => "implicit_deny",
        };

    internal static string NameOf(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.IdentityBasedPolicy => "identity",
            PolicyLayer.ResourceBasedPolicy => "resource",
            PolicyLayer.RoleTrustPolicy => "role_trust",
            PolicyLayer.PermissionsBoundary => "boundary",
            PolicyLayer.SessionPolicy => "session",
            PolicyLayer.VpcEndpointPolicy => "vpc_endpoint",
            PolicyLayer.ServiceControlPolicy => "service_control",
            PolicyLayer.ResourceControlPolicy => "resource_control",
            _ => "none",
        };
}
