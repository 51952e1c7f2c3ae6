using System.Buffers;
using System.Text.Json;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>Writes a decision as the JSON of <c>DecodeAuthorizationMessage</c>.</summary>
public static class DecisionJson
{
    public static ReadOnlyMemory<byte> Write(Call call, Denial denial, bool withStatements)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        var explanation = Authorizer.Explain(call, denial.Access);
        json.WriteStartObject();
        var shown = new ShownReasons(call, denial);
        var isShownDeny = explanation.Decision.Outcome == DecisionOutcome.ExplicitDeny && shown.MayShow(explanation.Decision.Layer);
        json.WriteBoolean("allowed"u8, explanation.Decision.IsAllowed);
        json.WriteBoolean("explicitDeny"u8, isShownDeny);
        if (isShownDeny || shown.IsOwnResource)
            json.WriteString("decidedBy"u8, explanation.Decision.Layer.ToString());
        json.WriteStartObject("matchedStatements"u8);
        json.WriteStartArray("items"u8);
        foreach (var statement in withStatements ? explanation.MatchedStatements : [])
            if (shown.MayShow(statement.Layer))
                WriteStatement(json, call, statement);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteItems(
            json,
            "failures"u8,
            explanation.Unevaluated.Where(element => shown.MayShow(element.Layer)).Select(element => element.Reason)
        );
        WriteContext(json, call, denial, shown);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    static void WriteStatement(Utf8JsonWriter json, Call call, MatchedStatement matched)
    {
        json.WriteStartObject();
        json.WriteString("statementId"u8, matched.Sid ?? "");
        json.WriteString("effect"u8, matched.Effect == Effect.Deny ? "DENY"u8 : "ALLOW"u8);
        json.WriteString("policy"u8, matched.Policy.PolicyId);
        json.WriteString("policyType"u8, matched.Layer.ToString());
        if (
            IdentityPolicies.TextOf(call.Caller, matched.Layer, matched.Policy) is { } text
            && PolicyDocument.Parse(text).Statements is var statements
            && matched.StatementIndex < statements.Length
        )
        {
            var statement = statements[matched.StatementIndex];
            WriteItems(json, "principals"u8, statement.Principal.Or(statement.NotPrincipal).Select(principal => principal.Value));
            WriteItems(json, "principalGroups"u8, []);
            WriteItems(json, "actions"u8, statement.Action.Or(statement.NotAction).Select(action => action.Text));
            WriteItems(json, "resources"u8, statement.Resource.Or(statement.NotResource).Select(resource => resource.Text));
            WriteConditions(
                json,
                statement.Conditions.Select(condition => (condition.Key.Text, condition.Values.Select(value => value.Text)))
            );
        }
        json.WriteEndObject();
    }

    static void WriteContext(Utf8JsonWriter json, Call call, Denial denial, ShownReasons shown)
    {
        var access = denial.Access;
        var keys = new RequestKeys(call, access).All();
        if (!denial.IsWithinOrganization(call))
            keys = keys.Where(key => key.Key is not ("aws:ResourceOrgID" or "aws:ResourceOrgPaths"));
        if (!shown.IsOwnResource)
            keys = keys.Where(key => !key.Key.StartsWith("aws:ResourceTag/", StringComparison.Ordinal));
        json.WriteStartObject("context"u8);
        json.WriteStartObject("principal"u8);
        json.WriteString("id"u8, call.Caller.UserId);
        if (call.Caller.Identity is { } identity)
            json.WriteString("name"u8, identity.Name);
        json.WriteString("arn"u8, call.Caller.Arn);
        json.WriteEndObject();
        json.WriteString("action"u8, access.Action.ToString());
        json.WriteString("resource"u8, access.Resource.ToString());
        WriteConditions(json, keys);
        json.WriteEndObject();
    }

    static void WriteConditions(Utf8JsonWriter json, IEnumerable<(string Key, IEnumerable<string> Values)> conditions)
    {
        json.WriteStartObject("conditions"u8);
        json.WriteStartArray("items"u8);
        foreach (var (key, values) in conditions)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, key);
            WriteItems(json, "values"u8, values);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteItems(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("items"u8);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("value"u8, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>
/// The reasons that the caller's account may see. It sees neither policies nor tags of another account's resource, and so cannot tell
/// whether the resource exists. It sees control policies of its own organization only.
/// </summary>
public readonly struct ShownReasons(Call call, Denial denial)
{
    public bool IsOwnResource { get; } = (denial.Access.ResourceOwner ?? call.Account).Id == call.Account.Id;

    readonly bool isOwnOrganization = denial.IsWithinOrganization(call);

    public bool MayShow(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.ResourceBasedPolicy or PolicyLayer.RoleTrustPolicy => IsOwnResource,
            PolicyLayer.ResourceControlPolicy => isOwnOrganization,
            _ => true,
        };
}
