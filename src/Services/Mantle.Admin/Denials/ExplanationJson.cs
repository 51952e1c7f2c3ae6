using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mantle.Core.Explanations;
using Mantle.Policy;

namespace Mantle.Admin.Denials;

/// <summary>Writes an explanation as JSON, for programs and for the command line.</summary>
static class ExplanationJson
{
    public static string Write(Explanation explanation)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var call = explanation.Call;
        json.WriteStartObject();
        WriteTexts(json, "authorizationIds", call.Ids);
        json.WriteString("time"u8, call.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("requestId"u8, call.RequestId);
        json.WriteString("service"u8, call.Service);
        json.WriteString("operation"u8, call.Operation);
        json.WriteString("region"u8, call.Region);
        json.WriteBoolean("refused"u8, call.IsRefused);
        json.WriteString("message"u8, call.Message);
        WriteCaller(json, call.Caller);
        json.WriteStartArray("accesses"u8);
        foreach (var access in explanation.Accesses)
            WriteAccess(json, access);
        json.WriteEndArray();
        json.WriteStartArray("remedies"u8);
        foreach (var remedy in explanation.Remedies)
            WriteRemedy(json, remedy, call);
        json.WriteEndArray();
        if (explanation.Obstacle is { } obstacle)
            json.WriteString("obstacle"u8, obstacle);
        WriteTexts(json, "otherAccounts", explanation.OtherSides.Select(account => account.ToString()));
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void WriteCaller(Utf8JsonWriter json, RecordedCaller caller)
    {
        json.WriteStartObject("caller"u8);
        json.WriteString("arn"u8, caller.Arn);
        json.WriteString("type"u8, caller.Principal.Kind.ToString());
        json.WriteString("accountId"u8, caller.Account);
        json.WriteEndObject();
    }

    static void WriteAccess(Utf8JsonWriter json, ExplainedAccess access)
    {
        json.WriteStartObject();
        json.WriteString("action"u8, access.Access.Action);
        json.WriteString("resource"u8, access.Access.Resource);
        if (access.Outcome is { } outcome)
            json.WriteString("outcome"u8, NameOf(outcome));
        if (access.DecidedBy is { } layer)
            json.WriteString("decidedBy"u8, layer.Layer.ToString());
        json.WriteStartArray("layers"u8);
        foreach (var verdict in access.Layers)
            WriteVerdict(json, verdict);
        json.WriteEndArray();
        json.WriteStartArray("nearMisses"u8);
        foreach (var miss in access.NearMisses)
            WriteNearMiss(json, miss);
        json.WriteEndArray();
        json.WriteStartObject("context"u8);
        foreach (var (key, values) in access.Context)
            WriteTexts(json, key, values);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteVerdict(Utf8JsonWriter json, LayerVerdict verdict)
    {
        json.WriteStartObject();
        WriteLayer(json, verdict.Layer, verdict.Level);
        json.WriteString("outcome"u8, NameOf(verdict.Outcome));
        json.WriteBoolean("applies"u8, verdict.Applies);
        json.WriteBoolean("blocks"u8, verdict.Blocks);
        json.WriteStartArray("statements"u8);
        foreach (var statement in verdict.Statements)
        {
            json.WriteStartObject();
            WriteStatement(json, statement);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteNearMiss(Utf8JsonWriter json, NearStatement miss)
    {
        json.WriteStartObject();
        WriteLayer(json, miss.Layer.Layer, miss.Layer.Level);
        json.WriteBoolean("missesResource"u8, miss.MissesResource);
        json.WriteBoolean("missesPrincipal"u8, miss.MissesPrincipal);
        WriteStatement(json, miss.Statement);
        json.WriteEndObject();
    }

    static void WriteLayer(Utf8JsonWriter json, PolicyLayer layer, RecordedLevel? level)
    {
        json.WriteString("layer"u8, layer.ToString());
        if (level is null)
            return;
        json.WriteStartObject("level"u8);
        json.WriteString("id"u8, level.Id);
        json.WriteString("name"u8, level.Name);
        json.WriteEndObject();
    }

    static void WriteStatement(Utf8JsonWriter json, ExplainedStatement statement)
    {
        json.WriteString("policy"u8, statement.Policy.Id);
        json.WriteString("attachedTo"u8, statement.Policy.AttachedTo[0]);
        json.WriteString("sid"u8, statement.Sid);
        json.WriteString("effect"u8, statement.Effect.ToString());
        json.WritePropertyName("statement"u8);
        json.WriteRawValue(statement.Text);
        json.WriteStartArray("conditions"u8);
        foreach (var condition in statement.Conditions)
        {
            json.WriteStartObject();
            json.WriteString("operator"u8, condition.Operator);
            json.WriteString("key"u8, condition.Key);
            WriteTexts(json, "wanted", condition.Wanted);
            if (condition.Had is { } had)
                WriteTexts(json, "had", had);
            json.WriteBoolean("holds"u8, condition.Holds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteRemedy(Utf8JsonWriter json, Remedy remedy, DeniedCall call)
    {
        json.WriteStartObject();
        WriteLayer(json, remedy.Layer, remedy.Level);
        json.WriteString("kind"u8, remedy.Kind.ToString());
        json.WriteString("policy"u8, remedy.Policy.Id);
        json.WriteString("attachedTo"u8, remedy.Policy.AttachedTo[0]);
        WriteTexts(json, "notes", remedy.Notes);
        json.WriteStartArray("statements"u8);
        foreach (var statement in remedy.Statements)
            json.WriteRawValue(statement);
        json.WriteEndArray();
        if (remedy.Document is { } document)
        {
            json.WritePropertyName("document"u8);
            json.WriteRawValue(document);
        }
        if (PolicyCommand.For(remedy, call) is { } command)
            json.WriteString("command"u8, command);
        json.WriteEndObject();
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static string NameOf(DecisionOutcome outcome) =>
        outcome switch
        {
            DecisionOutcome.Allowed => "allowed",
            DecisionOutcome.ExplicitDeny => "explicitDeny",
            _ => "implicitDeny",
        };
}
