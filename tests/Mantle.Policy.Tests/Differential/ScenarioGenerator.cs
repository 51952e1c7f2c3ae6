using System.Text.Json.Nodes;
using static Mantle.Policy.Tests.Differential.ConditionVocabulary;
using static Mantle.Policy.Tests.Differential.ScenarioVocabulary;

namespace Mantle.Policy.Tests.Differential;

/// <summary>
/// Random policies and requests from a small vocabulary, so that patterns meet requests, weighted so that every outcome
/// and every deciding layer comes up often. Some of it is nasty: odd wildcards, malformed operands, empty lists.
/// </summary>
sealed class ScenarioGenerator(int seed)
{
    readonly Random random = new(seed);

    bool Chance(double probability) => random.NextDouble() < probability;

    T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    /// <summary>Policies of all layers and the first of several requests to try on them.</summary>
    public Scenario Next()
    {
        var scenario = new Scenario();
        if (Chance(0.85))
            scenario.Layers["identity"] = Chance(0.35)
                ? [Everything(named: false), .. Policies(0.75, named: false)]
                : Policies(0.75, named: false);
        AddLimit(scenario, "boundary", 0.3);
        AddLimit(scenario, "session", 0.35);
        if (Chance(0.65))
            scenario.Layers["resource"] = Chance(0.15) ? [Everything(named: true)] : Policies(0.75, named: true);
        if (Chance(0.3))
            scenario.ResourcePolicyKind = Pick(["RoleTrust", "KmsKey"]);
        if (Chance(0.2))
            scenario.Layers["endpoint"] = Chance(0.5) ? [Everything(named: true)] : Policies(0.7, named: true);
        if (Chance(0.3))
            AddLevels(scenario, "scp", Chance(0.3) ? random.Next(4, 8) : random.Next(1, 4));
        if (Chance(0.15))
            AddLevels(scenario, "rcp", random.Next(1, 4));
        if (Chance(0.3))
            scenario.Bindings[Callers.UserArn] = Pick([Callers.UserId, "AIDAALICE00000000002", ""]);
        if (Chance(0.3))
            scenario.Bindings[Callers.RoleArn] = Pick([Callers.RoleId, "AROAAPP0000000000002"]);
        Ask(scenario);
        return scenario;
    }

    /// <summary>Another request for the same policies.</summary>
    public void Ask(Scenario scenario)
    {
        scenario.Caller = Chance(0.6) ? Pick(["user", "role", "user", "role", "federated"]) : Pick(Callers.All);
        scenario.Action = Chance(0.6) ? "s3:GetObject" : Pick(Actions);
        scenario.Resource = Chance(0.5) ? Resources[0] : Pick(Resources);
        scenario.ResourceAccount = Chance(0.75) ? Pick([null, Callers.Account]) : Callers.OtherAccount;
        scenario.Context.Clear();
        foreach (var (type, key) in Keys)
        {
            if (Chance(0.45))
                continue;
            var values = ValuesOf(type);
            var count =
                key == "aws:TagKeys" ? random.Next(0, 4)
                : Chance(0.05) ? random.Next(0, 3)
                : 1;
            scenario.Context[Chance(0.1) ? key.ToUpperInvariant() : key] =
            [
                .. Enumerable.Range(0, count).Select(_ => Chance(0.5) ? values[0] : Pick(values)),
            ];
        }
    }

    void AddLimit(Scenario scenario, string layer, double probability)
    {
        if (Chance(probability))
            scenario.Layers[layer] =
                Chance(0.45) ? [Everything(named: false)]
                : Chance(0.05) ? []
                : Policies(0.88, named: false);
    }

    /// <summary>
    /// Levels as organizations have them: full access besides denials, few levels that allow only some actions, some policies at several
    /// levels.
    /// </summary>
    void AddLevels(Scenario scenario, string kind, int count)
    {
        var named = kind == "rcp";
        var attached = new List<JsonObject>();
        for (var level = 0; level < count; level++)
        {
            if (!named && Chance(0.3))
            {
                if (attached.Count > 0 && Chance(0.4))
                    scenario.Layers[kind + level] = [(JsonObject)Pick(attached).DeepClone()];
                else
                    AddLimit(scenario, kind + level, 1);
                attached.AddRange(scenario.Layers[kind + level]);
                continue;
            }
            List<JsonObject> policies = Chance(named ? 0.85 : 0.9) ? [Everything(named)] : [];
            // Nearly full access: on a condition.
            if (!named && policies.Count > 0 && Chance(0.15))
                policies[0]["Statement"]!["Condition"] = Condition();
            if (Chance(0.6))
                policies.AddRange(Policies(named ? 0.5 : 0.3, named));
            if (attached.Count > 0 && Chance(0.4))
                policies.Insert(random.Next(policies.Count + 1), (JsonObject)Pick(attached).DeepClone());
            attached.AddRange(policies);
            scenario.Layers[kind + level] = policies;
        }
    }

    static JsonObject Everything(bool named)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "*",
            ["Resource"] = "*",
        };
        if (named)
            statement["Principal"] = "*";
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statement };
    }

    List<JsonObject> Policies(double allow, bool named) =>
        [.. Enumerable.Range(0, Chance(0.7) ? 1 : random.Next(1, 4)).Select(_ => Policy(allow, named))];

    JsonObject Policy(double allow, bool named)
    {
        var policy = new JsonObject();
        if (!Chance(0.08))
            policy["Version"] = Chance(0.07) ? "2008-10-17" : "2012-10-17";
        // Sometimes so many that the index looks resources up instead of comparing them one by one.
        var count = Chance(0.02) ? random.Next(20, 60) : random.Next(1, 5);
        policy["Statement"] =
            count == 1 && Chance(0.5)
                ? Statement(allow, named)
                : new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)Statement(allow, named))]);
        return policy;
    }

    JsonObject Statement(double allow, bool named)
    {
        var deny = !Chance(allow);
        var statement = new JsonObject { ["Effect"] = deny ? "Deny" : "Allow" };
        if (named && !Chance(0.04))
            statement[Chance(0.12) ? "NotPrincipal" : "Principal"] = Principal();
        statement[Chance(0.12) ? "NotAction" : "Action"] = List(ActionPatterns);
        // Most denials are narrow; otherwise they would hide everything else.
        if (!named || !Chance(0.1))
            statement[Chance(0.1) ? "NotResource" : "Resource"] = List(ResourcePatterns);
        if (Chance(deny ? 0.7 : 0.35))
            statement["Condition"] = Condition();
        return statement;
    }

    JsonNode List(string[] vocabulary)
    {
        if (Chance(0.6))
            return Pick(vocabulary);
        return new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => (JsonNode)Pick(vocabulary))]);
    }

    JsonNode Principal()
    {
        if (Chance(0.12))
            return "*";
        var principal = new JsonObject();
        if (Chance(0.85))
            principal["AWS"] = Chance(0.5)
                ? Pick(AwsPrincipals)
                : new JsonArray([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (JsonNode)Pick(AwsPrincipals))]);
        if (Chance(0.2))
            principal["Service"] = Pick(["ec2.amazonaws.com", "s3.amazonaws.com"]);
        if (Chance(0.2))
            principal["Federated"] = Pick([Callers.OidcProvider, Callers.SamlProvider, "accounts.google.com"]);
        return principal;
    }

    JsonObject Condition()
    {
        var condition = new JsonObject();
        for (var blocks = random.Next(1, 3); blocks > 0; blocks--)
        {
            var (type, key) = Pick(Keys);
            var @operator = Chance(0.08) ? "Null" : Pick(OperatorsOf(Chance(0.06) ? Pick(Keys).Type : type));
            if (@operator != "Null" && Chance(0.25))
                @operator += "IfExists";
            if (key == "aws:TagKeys" ? Chance(0.8) : Chance(0.08))
                @operator = Pick(["ForAllValues:", "ForAnyValue:"]) + @operator;
            var values = @operator == "Null" ? ["true", "false", "true", "false", "x"] : PatternsOf(type);
            condition[@operator] = new JsonObject { [Chance(0.1) ? key.ToUpperInvariant() : key] = Values(values) };
        }
        return condition;
    }

    JsonNode Values(string[] vocabulary)
    {
        if (Chance(0.6))
            return Value(Pick(vocabulary));
        return new JsonArray([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Value(Pick(vocabulary)))]);
    }

    JsonNode Value(string text)
    {
        if (text is "true" or "false" && Chance(0.5))
            return text == "true";
        return text is "10" or "9" && Chance(0.5) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : text;
    }
}
