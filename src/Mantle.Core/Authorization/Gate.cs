using Mantle.Core.Telemetry;
using Mantle.Wire;

namespace Mantle.Core.Authorization;

/// <summary>
/// The one place where the accesses of a call are decided. It knows how authorization is enforced, and remembers what was asked for and
/// what was denied, or would have been.
/// </summary>
/// <param name="enforcement">How authorization is enforced.</param>
/// <param name="told">Is told of every decision; null where nobody can listen.</param>
public sealed class Gate(Enforcement enforcement, DecisionInstruments? told = null)
{
    List<Denial>? denials;

    /// <summary>How authorization is enforced for this call.</summary>
    public Enforcement Enforcement => enforcement;

    /// <summary>What the call as a whole was authorized for; null before it was.</summary>
    public Access? Access { get; private set; }

    /// <summary>Every access that was denied, or would have been where denials are only noted, in order.</summary>
    public IReadOnlyList<Denial> Denials => denials ?? [];

    /// <summary>The denial for which the call was refused; null while it is not.</summary>
    public Denial? Refused { get; private set; }

    /// <summary>Lets the call as a whole go on only if it is allowed.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void Admit(Call call, Access access)
    {
        Access = access;
        using var activity = told?.Begin();
        Demand(call, access);
    }

    /// <summary>Goes on only if an access is allowed whose need turned out while the call was executed.</summary>
    /// <exception cref="ApiException">AccessDenied.</exception>
    public void Demand(Call call, Access access)
    {
        if (FindDenial(call, access) is not { } denial)
            return;
        Refused = denial;
        throw CommonErrors.AccessDenied(denial.Message(call));
    }

    /// <summary>
    /// Whether an access is allowed that only shapes the answer. Nobody is refused anything, so nothing is noted.
    /// </summary>
    public bool Shows(Call call, Access access) => enforcement != Enforcement.On || Authorizer.FindDenial(call, access) is null;

    /// <summary>The denial of an access, for who answers it without refusing the whole call; null where the call may go on.</summary>
    public Denial? FindDenial(Call call, Access access)
    {
        if (enforcement == Enforcement.Off || Authorizer.FindDenial(call, access, told) is not { } denial)
            return null;
        (denials ??= []).Add(denial);
        return enforcement == Enforcement.On ? denial : null;
    }

    /// <summary>Forgets what was decided on a state that has moved on since: the call is decided again.</summary>
    public void StartOver()
    {
        (denials, Access, Refused) = (null, null, null);
    }
}
