using System.Text;
using System.Text.Json;

namespace Mantle.Cli.Commands;

/// <summary>An explanation of a denial as people read it: what happened, what each layer says, what decided, and what to do.</summary>
sealed class ExplanationPage
{
    const int LayerWidth = 30;

    readonly StringBuilder text = new();

    public static string Of(JsonElement explanation)
    {
        var page = new ExplanationPage();
        page.Head(explanation);
        foreach (var access in explanation.GetProperty("accesses").EnumerateArray())
            page.Access(access);
        page.Remedies(explanation);
        return page.text.ToString();
    }

    void Head(JsonElement explanation)
    {
        Line(explanation.GetProperty("message").GetString()!);
        Line("");
        Line($"When       {Text(explanation, "time")}, in {Text(explanation, "region")}");
        Line($"Who        {Text(explanation.GetProperty("caller"), "arn")}");
        Line($"What       {Text(explanation, "service")}:{Text(explanation, "operation")}, request {Text(explanation, "requestId")}");
        if (!explanation.GetProperty("refused").GetBoolean())
            Line("Outcome    executed: authorization is not enforced, and the call would be refused if it were");
    }

    void Access(JsonElement access)
    {
        Line("");
        Line($"{Text(access, "action")} on {Text(access, "resource")}: {OutcomeOf(Text(access, "outcome"))}");
        foreach (var layer in access.GetProperty("layers").EnumerateArray())
            Layer(layer);
        foreach (var layer in access.GetProperty("layers").EnumerateArray())
        foreach (var statement in layer.GetProperty("statements").EnumerateArray())
            if (Text(statement, "effect") == "Deny" && layer.GetProperty("applies").GetBoolean())
                Statement("Denied by", layer, statement);
        if (Text(access, "outcome") == "implicitDeny")
            foreach (var miss in access.GetProperty("nearMisses").EnumerateArray())
                NearMiss(miss);
    }

    void Layer(JsonElement layer)
    {
        var verdict = Text(layer, "outcome") switch
        {
            "allowed" => "allows",
            "explicitDeny" => "DENIES",
            _ when Text(layer, "layer") == "ResourceControlPolicy" => "does not deny",
            _ => "does not allow",
        };
        if (!layer.GetProperty("applies").GetBoolean())
            verdict += ", but does not bind this caller";
        else if (verdict == "does not allow" && !layer.GetProperty("blocks").GetBoolean())
            verdict += ", and need not";
        Line($"  {NameOf(layer).PadRight(LayerWidth)} {(layer.GetProperty("blocks").GetBoolean() ? "x" : " ")} {verdict}");
    }

    void NearMiss(JsonElement miss)
    {
        Statement("Nearly allowed by", miss, miss);
        if (miss.GetProperty("missesPrincipal").GetBoolean())
            Line("    It names other callers.");
        if (miss.GetProperty("missesResource").GetBoolean())
            Line("    It is about other resources.");
    }

    void Statement(string verb, JsonElement layer, JsonElement statement)
    {
        Line("");
        Line(
            $"  {verb} {Text(statement, "sid")} of {Text(statement, "policy")} ({NameOf(layer)}), "
                + $"attached to {Text(statement, "attachedTo")}:"
        );
        Line($"    {statement.GetProperty("statement").GetRawText()}");
        foreach (var condition in statement.GetProperty("conditions").EnumerateArray())
        {
            var had = condition.TryGetProperty("had", out var values) ? $"is {Listed(values)}" : "is missing";
            var holds = condition.GetProperty("holds").GetBoolean() ? "holds" : "fails";
            Line(
                $"    {Text(condition, "operator")} {Text(condition, "key")} {Listed(condition.GetProperty("wanted"))} {holds}: "
                    + $"{Text(condition, "key")} {had}."
            );
        }
    }

    void Remedies(JsonElement explanation)
    {
        Line("");
        if (explanation.TryGetProperty("obstacle", out var obstacle))
            Line($"No change helps. {obstacle.GetString()}");
        var remedies = explanation.GetProperty("remedies").EnumerateArray().ToList();
        if (remedies.Count > 0)
            Line(
                remedies.Count == 1
                    ? "This would allow it, if it should be allowed:"
                    : "These together would allow it, if it should be allowed:"
            );
        foreach (var remedy in remedies)
            Remedy(remedy);
        if (remedies.Count > 0 && explanation.GetProperty("accesses").EnumerateArray().Any(HasConditionToMeet))
        {
            Line("");
            Line("Or leave the policies as they are, and make a call that meets the conditions that fail above.");
        }
        foreach (var account in explanation.GetProperty("otherAccounts").EnumerateArray())
            Line($"Account {account.GetString()} decides too; only it can see its side, with this id.");
        Line($"Authorization id {explanation.GetProperty("authorizationIds")[0].GetString()}");
    }

    static bool HasConditionToMeet(JsonElement access) =>
        access
            .GetProperty("nearMisses")
            .EnumerateArray()
            .Any(miss => !miss.GetProperty("missesPrincipal").GetBoolean() && !miss.GetProperty("missesResource").GetBoolean());

    void Remedy(JsonElement remedy)
    {
        Line("");
        var what = Text(remedy, "kind") switch
        {
            "Add" => $"A new policy for {Text(remedy, "attachedTo")}",
            "Remove" => $"{Text(remedy, "policy")}, taken away from {Text(remedy, "attachedTo")}",
            _ => $"{Text(remedy, "policy")}, attached to {Text(remedy, "attachedTo")}",
        };
        Line($"  {NameOf(remedy)}: {what}.");
        foreach (var note in remedy.GetProperty("notes").EnumerateArray())
            Line($"    {note.GetString()}");
        if (Text(remedy, "layer") == "SessionPolicy")
            Line("    A session keeps its policy: start a new one with another.");
        if (remedy.TryGetProperty("command", out var command))
        {
            Line($"    {command.GetString()}");
            return;
        }
        foreach (var statement in remedy.GetProperty("statements").EnumerateArray())
            Line($"    {statement.GetRawText()}");
    }

    static string OutcomeOf(string outcome) =>
        outcome switch
        {
            "allowed" => "allowed",
            "explicitDeny" => "denied explicitly",
            "implicitDeny" => "not allowed by every layer that must allow it",
            _ => "decided by another account too",
        };

    static string NameOf(JsonElement layer)
    {
        var name = Text(layer, "layer") switch
        {
            "IdentityBasedPolicy" => "identity-based policies",
            "ResourceBasedPolicy" => "resource-based policy",
            "RoleTrustPolicy" => "role trust policy",
            "PermissionsBoundary" => "permissions boundary",
            "SessionPolicy" => "session policies",
            "VpcEndpointPolicy" => "VPC endpoint policy",
            "ServiceControlPolicy" => "SCPs",
            "ResourceControlPolicy" => "RCPs",
            var other => other,
        };
        return layer.TryGetProperty("level", out var level) ? $"{name} of {Text(level, "name")}" : name;
    }

    static string Listed(JsonElement values) => string.Join(" or ", values.EnumerateArray().Select(value => $"'{value.GetString()}'"));

    static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";

    void Line(string line) => text.Append(PrintedText.Of(line)).Append('\n');
}
