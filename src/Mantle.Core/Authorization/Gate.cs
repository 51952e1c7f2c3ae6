using Mantle.Core.Telemetry;
using Mantle.Wire;

namespace Mantle.Core.Authorization;

/// <summary>
/// The one place that decides the accesses of a call. It applies the enforcement mode and keeps the denials for the event, including
/// those that were not enforced.
/// </summary>
/// <param name="enforcement">How authorization is enforced.</param>
/// <param name="instruments">Counts every decision; null for no measurement.</param>
public sealed class Gate(Enforcement enforcement, DecisionInstruments? instruments = null)
{
    List<Denial>? denials;

    /// <summary>How authorization is enforced for this call.</summary>
    public Enforcement Enforcement => enforcement;

    /// <summary>The access of the call as a whole; null before it was authorized.</summary>
    public Access? Access { get; private set; }

    /// <summary>Every denied access in order, including those that <see cref="Enforcement.Log"/> let through.</summary>
    public IReadOnlyList<Denial> Denials => denials ?? [];

    /// <summary>The denial that refused the call; null if the call was not refused.</summary>
    public Denial? Refused { get; private set; }

    /// <summary>Authorizes the call as a whole. Throws unless the access is allowed.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void Admit(Call call, Access access)
    {
        Access = access;
        using var activity = instruments?.Begin();
        Demand(call, access);
    }

    /// <summary>Authorizes an access that the call turned out to need while it was executed. Throws unless it is allowed.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void Demand(Call call, Access access)
    {
        if (FindDenial(call, access) is not { } denial)
            return;
        Refused = denial;
        throw CommonErrors.AccessDenied(denial.Message(call));
    }

    /// <summary>
    /// Whether an access is allowed that only decides what the answer contains. A denial refuses nothing, so it is not recorded.
    /// </summary>
    public bool IsAllowed(Call call, Access access) => enforcement != Enforcement.On || Authorizer.FindDenial(call, access) is null;

    /// <summary>
    /// The denial of one part of a call, for an operation that answers each part on its own; null if the part is allowed.
    /// </summary>
    public Denial? FindDenial(Call call, Access access)
    {
        if (enforcement == Enforcement.Off || Authorizer.FindDenial(call, access, instruments) is not { } denial)
            return null;
        (denials ??= []).Add(denial);
        return enforcement == Enforcement.On ? denial : null;
    }

    /// <summary>Forgets all decisions. The call is decided again, because the state has changed.</summary>
    public void StartOver()
    {
        (denials, Access, Refused) = (null, null, null);
    }
}
