using System.Text.Json;
using Mantle.Core.Authorization;

namespace Mantle.Core.Audit;

/// <summary>
/// Writes an event's <c>additionalEventData</c>: what the service adds, the denials, also those that were not enforced, and how
/// authorization is enforced where it is not.
/// </summary>
static class AdditionalEventData
{
    /// <summary>Maximum number of denials in one event. A request that lists a thousand keys can have as many denials.</summary>
    const int ListedDenials = 100;

    /// <summary>Writes it, if there is anything to write.</summary>
    /// <param name="json">The event.</param>
    /// <param name="additions">What the service adds.</param>
    /// <param name="gate">What was decided.</param>
    /// <param name="authorizationMessage">The denial's reasons as a sealed text; null if nobody can ask for them.</param>
    public static void Write(Utf8JsonWriter json, (string Name, string Value)[] additions, Gate gate, string? authorizationMessage)
    {
        if (additions.Length == 0 && gate.Denials.Count == 0 && gate.Enforcement == Enforcement.On)
            return;
        json.WriteStartObject("additionalEventData"u8);
        foreach (var (name, value) in additions)
            json.WriteString(name, value);
        if (gate.Enforcement != Enforcement.On)
            json.WriteString("enforcement"u8, gate.Enforcement == Enforcement.Off ? "off"u8 : "log"u8);
        if ((gate.Refused ?? (gate.Denials.Count > 0 ? gate.Denials[0] : null)) is { } denial)
        {
            WriteDenial(json, denial);
            if (authorizationMessage is not null)
                json.WriteString("authorizationMessage"u8, authorizationMessage);
        }
        if (gate.Denials.Count > 1)
            WriteDenials(json, gate.Denials);
        json.WriteEndObject();
    }

    static void WriteDenials(Utf8JsonWriter json, IReadOnlyList<Denial> denials)
    {
        json.WriteStartArray("denials"u8);
        foreach (var denial in denials.Take(ListedDenials))
        {
            json.WriteStartObject();
            WriteDenial(json, denial);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteDenial(Utf8JsonWriter json, Denial denial)
    {
        json.WriteString("authorizationId"u8, denial.AuthorizationId);
        json.WriteString("deniedAction"u8, denial.Access.Action.ToString());
        json.WriteString("deniedResource"u8, denial.Access.Resource.ToString());
        json.WriteString("decision"u8, denial.Decision.Outcome.ToString());
        json.WriteString("decidedBy"u8, denial.Decision.Layer.ToString());
    }
}
