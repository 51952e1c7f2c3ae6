using System.Text.Json;

namespace Mantle.Wire.SignIn;

/// <summary>In CloudTrail the member begins with a capital letter, unlike those of other answers.</summary>
public sealed partial record ConsoleLoginResponse
{
    void IAuditedMessage.WriteAudit(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(nameof(ConsoleLogin), ConsoleLogin);
        json.WriteEndObject();
    }
}
