using System.Text.Json;

namespace Mantle.Wire;

/// <summary>A message or part of one that can be written into an audit record.</summary>
public interface IAuditedMessage
{
    /// <summary>Writes it as a JSON object in CloudTrail's format: names begin in lower case, secrets are omitted.</summary>
    void WriteAudit(Utf8JsonWriter json);
}
