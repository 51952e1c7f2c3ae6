using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mantle.Policy.Tests.Differential;

/// <summary>
/// The evaluation logic written straight from the User Guide, slowly and without sharing a type, a parser or a matcher
/// with the library. Unknown is null.
/// </summary>
sealed partial class NaiveEvaluator
{
    readonly Rule broken;
    readonly Dictionary<string, JsonElement[]> layers;
    readonly Dictionary<string, string> bindings;
    readonly List<string> matched = [];

    Scenario request;
    NaiveCaller caller;
    bool old;

    public NaiveEvaluator(Scenario scenario, Rule broken = Rule.None)
    {
        this.broken = broken;
        request = scenario;
        caller = NaiveCaller.Named(scenario.Caller);
        bindings = scenario.Bindings;
        layers = scenario.Layers.ToDictionary(
            l => l.Key,
            l => l.Value.Select(p => JsonDocument.Parse(p.ToJsonString()).RootElement).ToArray()
        );
    }

    bool Keeps(Rule rule) => broken != rule;

    /// <summary>Decides a request that has the policies given to the constructor.</summary>
    public Verdict Evaluate(Scenario next)
    {
        request = next;
        caller = NaiveCaller.Named(next.Caller);
        matched.Clear();
        var (outcome, layer, level) = Decide();
        return new Verdict(outcome, layer, level, string.Join(' ', matched));
    }

    (string Outcome, string Layer, int Level) Decide()
    {
        var serviceLinked = caller.Kind == "service-linked-role" && Keeps(Rule.ServiceLinkedRolesAreExempt);
        var results = new List<(string Layer, int Level, bool Applies, Result Result)>();
        foreach (var kind in new[] { "rcp", "scp" })
        {
            for (var level = 0; layers.ContainsKey(kind + level); level++)
            {
                var applies = !serviceLinked && (kind == "rcp" || caller.Account is not null);
                results.Add((kind, level, applies, Layer(kind + level)));
            }
        }
        foreach (var name in new[] { "endpoint", "resource", "identity", "boundary", "session" })
            if (layers.ContainsKey(name))
                results.Add((name, -1, true, Layer(name)));

        Result Of(string name) => results.FirstOrDefault(r => r.Layer == name).Result ?? new Result();
        bool Has(string name) => layers.ContainsKey(name);

        foreach (var (layer, level, applies, result) in InOrder(results, Rule.FirstLevelThatDeniesIsTold))
            if (applies && result.Denied && (Keeps(Rule.ExplicitDenyWins) || result.Named.Count == 0))
                return ("explicitDeny", layer, level);
        foreach (var (layer, level, applies, result) in InOrder(results, Rule.FirstLevelThatDoesNotAllowIsTold))
        {
            if (applies && !result.Allowed && (layer == "scp" || (layer == "rcp" && !Keeps(Rule.RcpNeedsNoAllow))))
            {
                if (Keeps(Rule.EveryScpLevelMustAllow) || !results.Any(r => r.Layer == layer && r.Result.Allowed))
                    return ("implicitDeny", layer, level);
            }
        }
        if (Has("endpoint") && !Of("endpoint").Allowed && Keeps(Rule.EndpointPolicyMustAllow))
            return ("implicitDeny", "endpoint", -1);

        var named = Of("resource").Named;
        var resourceAllows = Of("resource").Allowed;
        if (caller.Account is null)
            return resourceAllows ? ("allowed", "resource", -1) : ("implicitDeny", "resource", -1);

        var fullAccess = (caller.Kind == "root" || caller.Kind == "federated-root") && Keeps(Rule.RootHasFullAccess);
        var identity = fullAccess || Of("identity").Allowed;
        var boundary = !Has("boundary") || Of("boundary").Allowed;
        var federated = caller.Kind is "federated" or "federated-root";
        var session = Has("session") ? Of("session").Allowed : !federated || !Keeps(Rule.FederatedUserNeedsSessionPolicy);

        string? missing =
            !identity ? "identity"
            : !boundary ? "boundary"
            : !session ? "session"
            : null;
        if (request.ResourceAccount is not null && request.ResourceAccount != caller.Account)
        {
            if (missing is not null && (Keeps(Rule.CrossAccountNeedsBothSides) || !resourceAllows))
                return ("implicitDeny", missing, -1);
            return resourceAllows ? ("allowed", "resource", -1) : ("implicitDeny", "resource", -1);
        }

        if (named.Contains("everyone") || (named.Contains("self") && (Keeps(Rule.SessionArnIsNotLimitedBySession) || session)))
            return ("allowed", "resource", -1);
        if (named.Contains("account") && !Keeps(Rule.AccountPrincipalOnlyDelegates))
            return ("allowed", "resource", -1);
        var indirect = named.Contains("role") || named.Contains("user of session");
        if (indirect && (boundary || !Keeps(Rule.RoleArnIsLimitedByBoundary)) && session)
            return ("allowed", "resource", -1);
        if (request.ResourcePolicyKind != "Ordinary" && !resourceAllows && Keeps(Rule.TrustPolicyIsRequired))
            return ("implicitDeny", "resource", -1);
        if (indirect)
            return ("implicitDeny", boundary ? "session" : "boundary", -1);
        if (missing is not null)
            return ("implicitDeny", missing, -1);
        return fullAccess && !Of("identity").Allowed ? ("allowed", "none", -1) : ("allowed", "identity", -1);
    }

    IEnumerable<(string Layer, int Level, bool Applies, Result Result)> InOrder(
        List<(string Layer, int Level, bool Applies, Result Result)> results,
        Rule rule
    ) =>
        Keeps(rule)
            ? results
            : results
                .OrderBy(r =>
                    r.Layer is "rcp" ? 0
                    : r.Layer is "scp" ? 1
                    : 2
                )
                .ThenByDescending(r => r.Level);

    /// <summary>Whether a policy of an organization has a statement that allows everything, possibly with a condition.</summary>
    static bool AllowsAll(JsonElement policy)
    {
        var statement = policy.GetProperty("Statement");
        return (statement.ValueKind == JsonValueKind.Array ? [.. statement.EnumerateArray()] : new[] { statement }).Any(s =>
            s.GetProperty("Effect").GetString() == "Allow"
            && s.TryGetProperty("Action", out var action)
            && action.ToString() == "*"
            && s.TryGetProperty("Resource", out var resource)
            && resource.ToString() == "*"
        );
    }

    sealed class Result
    {
        public bool Denied { get; set; }

        public bool Allowed => Named.Count > 0;

        public HashSet<string> Named { get; } = [];
    }

    static bool IsLevel(string name) => char.IsAsciiDigit(name[^1]);

    bool IsOnAHigherLevel(string name, JsonElement policy) =>
        IsLevel(name)
        && layers.Any(l =>
            string.CompareOrdinal(l.Key, name) < 0
            && l.Key[..^1] == name[..^1]
            && l.Value.Any(other => other.GetRawText() == policy.GetRawText())
        );

    Result Layer(string name)
    {
        var result = new Result();
        var policies = layers[name];
        for (var p = 0; p < policies.Length; p++)
        {
            old =
                !(policies[p].TryGetProperty("Version", out var version) && version.GetString() == "2012-10-17")
                && Keeps(Rule.VariablesNeedVersion2012);
            var statements = policies[p].GetProperty("Statement");
            var list = statements.ValueKind == JsonValueKind.Array ? [.. statements.EnumerateArray()] : new[] { statements };
            for (var s = 0; s < list.Length; s++)
            {
                var names = Matches(list[s], name);
                if (names.Count == 0)
                    continue;
                matched.Add($"{name}/{p}/{s}");
                if (list[s].GetProperty("Effect").GetString() == "Deny")
                    result.Denied = true;
                else if (Keeps(Rule.PolicyOfSeveralLevelsAllowsOnEach) || !IsOnAHigherLevel(name, policies[p]))
                    result.Named.UnionWith(names);
            }
        }
        if (!IsLevel(name))
            return result;
        if (!Keeps(Rule.FullAccessIsUnconditional) && policies.Any(AllowsAll))
            result.Named.Add("everyone");
        if (!Keeps(Rule.FullAccessLevelStillDenies) && policies.Any(AllowsAll))
            result.Denied = false;
        return result;
    }

    /// <summary>The forms in which the statement names the caller; empty when it does not match.</summary>
    HashSet<string> Matches(JsonElement statement, string layer)
    {
        var deny = statement.GetProperty("Effect").GetString() == "Deny";
        if (!MatchesAction(statement) || !MatchesResource(statement))
            return [];
        var names = Principals(statement, layer, deny);
        if (names.Count == 0)
            return [];
        var holds = Conditions(statement);
        return holds == true || (holds is null && deny == Keeps(Rule.UnknownNarrowsDeny)) ? names : [];
    }

    static List<string> Values(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Select(Text).ToList() : [Text(element)];

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    bool MatchesAction(JsonElement statement)
    {
        bool One(string pattern) =>
            Keeps(Rule.ActionsIgnoreCase)
                ? Glob(Tokens(pattern.ToLowerInvariant(), true, false), request.Action.ToLowerInvariant())
                : Glob(Tokens(pattern, true, false), request.Action);
        if (statement.TryGetProperty("Action", out var action))
            return Values(action).Any(One);
        return statement.TryGetProperty("NotAction", out var not) && Values(not).Any(One) != Keeps(Rule.NotActionNegates);
    }

    bool MatchesResource(JsonElement statement)
    {
        if (statement.TryGetProperty("Resource", out var resource))
            return Values(resource).Any(ResourceMatches);
        return !statement.TryGetProperty("NotResource", out var not) || Values(not).Any(ResourceMatches) != Keeps(Rule.NotResourceNegates);
    }

    bool ResourceMatches(string pattern)
    {
        if (pattern == "*")
            return true;
        if (!pattern.Contains('*'))
            while (pattern.Count(c => c == ':') < 5)
                pattern += ":*";
        // Variables are only known after the fifth colon.
        var fifth = -1;
        for (var i = 0; i < 5 && (i == 0 || fifth >= 0); i++)
            fifth = pattern.IndexOf(':', fifth + 1);
        var tokens = new List<Token>();
        var colons = 0;
        var head = fifth < 0 ? pattern : pattern[..fifth];
        for (var i = 0; i < head.Length; i++)
        {
            var c = head[i];
            if (c == ':')
                colons++;
            var last = i + 1 == pattern.Length || pattern[i + 1] == ':';
            tokens.Add(
                c switch
                {
                    '*' => last || colons >= 5 || !Keeps(Rule.StarStaysInArnPart) ? Token.Any : Token.AnyButColon,
                    '?' => Token.OneButColon,
                    _ => new Token(c),
                }
            );
        }
        if (fifth >= 0)
        {
            if (Tokens(pattern[fifth..], true, !old) is not { } tail)
                return false;
            tokens.AddRange(tail);
        }
        return Keeps(Rule.ResourcesRespectCase)
            ? Glob(tokens, request.Resource)
            : Glob(tokens.ConvertAll(t => t with { Char = char.ToLowerInvariant(t.Char) }), request.Resource.ToLowerInvariant());
    }

    HashSet<string> Principals(JsonElement statement, string layer, bool deny)
    {
        if (statement.TryGetProperty("Principal", out var principal))
            return Names(principal);
        if (statement.TryGetProperty("NotPrincipal", out var not))
        {
            var names = Names(not);
            var spared = names.Contains("everyone");
            if (!deny)
            {
                spared |= names.Count > 0;
            }
            else if (layers.ContainsKey("boundary") && Keeps(Rule.NotPrincipalDeniesThoseWithBoundary))
            {
                spared = false;
            }
            else
            {
                var needed = caller.Kind switch
                {
                    "root" => new[] { "account" },
                    "user" or "federated-root" => ["account", "self"],
                    "role" or "service-linked-role" => ["account", "role", "self"],
                    "federated" => ["account", "user of session", "self"],
                    "anonymous" => ["everyone"],
                    _ => ["self"],
                };
                if (!Keeps(Rule.NotPrincipalNeedsTheAccountToo))
                    needed = [.. needed.Where(n => n != "account" || needed.Length == 1)];
                spared |= needed.All(names.Contains);
            }
            return spared ? [] : ["everyone"];
        }
        return layer == "resource" && !deny ? [] : ["unnamed"];
    }

    HashSet<string> Names(JsonElement principal)
    {
        var names = new HashSet<string>();
        if (principal.ValueKind == JsonValueKind.String)
            return ["everyone"];
        foreach (var type in principal.EnumerateObject())
        {
            foreach (var value in Values(type.Value))
            {
                var name = type.Name switch
                {
                    "AWS" => AwsName(value),
                    "Federated" when caller.Provider is not null && value == caller.Provider => caller.Account is null ? "self" : "role",
                    "Service" when caller.Services.Contains(value) => "self",
                    _ => null,
                };
                if (name is not null)
                    names.Add(name);
            }
        }
        return names;
    }

    string? AwsName(string value)
    {
        if (value == "*")
            return "everyone";
        var account = Regex.Match(value, @"^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$");
        if (account.Success && (value.Length == 12 || value.EndsWith(":root", StringComparison.Ordinal)))
            return account.Groups[1].Value == caller.Account ? "account" : null;
        if (bindings.TryGetValue(value, out var id) && Keeps(Rule.BoundIdsDecide))
            value = id;
        if (Regex.IsMatch(value, "^A(IDA|ROA)[A-Za-z0-9]*$") || bindings.ContainsValue(value))
            return value.Length > 0 && value == caller.Id
                ? caller.Kind switch
                {
                    "user" => "self",
                    "federated" => "user of session",
                    _ => "role",
                }
                : null;
        return value == caller.Arn ? "self"
            : value == caller.RoleArn ? "role"
            : value == caller.UserArn ? "user of session"
            : null;
    }

    bool? Conditions(JsonElement statement)
    {
        bool? all = true;
        if (!statement.TryGetProperty("Condition", out var condition))
            return all;
        foreach (var block in condition.EnumerateObject())
        foreach (var key in block.Value.EnumerateObject())
            all = And(all, Condition(block.Name, key.Name, Values(key.Value)));
        return all;
    }

    static bool? And(bool? left, bool? right) =>
        left == false || right == false ? false
        : left is null || right is null ? null
        : true;

    static bool? Or(bool? left, bool? right) =>
        left == true || right == true ? true
        : left is null || right is null ? null
        : false;

    bool? Condition(string name, string key, List<string> values)
    {
        var set = "";
        if (name.IndexOf(':') is var colon and > 0)
            (set, name) = (name[..colon].ToLowerInvariant(), name[(colon + 1)..]);
        name = name.ToLowerInvariant();
        var ifExists = name.EndsWith("ifexists", StringComparison.Ordinal);
        if (ifExists)
            name = name[..^"ifexists".Length];
        var present = request.Context.TryGetValue(key, out var actual) && actual.Length > 0;
        if (name == "null")
        {
            present = present && !actual!.All(a => a.Length == 0);
            if (!present && set == "forallvalues")
                return Keeps(Rule.ForAllValuesIsTrueWithoutValues);
            if (!present && set == "foranyvalue")
                return !Keeps(Rule.ForAnyValueIsFalseWithoutValues);
            return values
                .Select(v =>
                    v.ToLowerInvariant() switch
                    {
                        "true" => !present,
                        "false" => present,
                        _ => (bool?)null,
                    }
                )
                .Aggregate((bool?)false, Or);
        }
        var negated = name.Contains("not", StringComparison.Ordinal);
        if (!present)
        {
            if (ifExists && set != "foranyvalue" && Keeps(Rule.IfExistsIsTrueOnMissingKey))
                return true;
            return set switch
            {
                "forallvalues" => Keeps(Rule.ForAllValuesIsTrueWithoutValues),
                "foranyvalue" => !Keeps(Rule.ForAnyValueIsFalseWithoutValues),
                _ => negated && Keeps(Rule.MissingKeyMakesNegatedOperatorsTrue),
            };
        }
        var comparison = name.Replace("not", "", StringComparison.Ordinal);
        bool? Compare(string value)
        {
            if (negated && !Keeps(Rule.NegatedOperatorsAreNorOverValues))
                return values.Select(v => Not(Match(comparison, v, value))).Aggregate((bool?)false, Or);
            var any = values.Select(v => Match(comparison, v, value)).Aggregate((bool?)false, Or);
            if (negated && any == false && comparison.StartsWith("arn", StringComparison.Ordinal) && value.Split(':').Length < 6)
                return !Keeps(Rule.NegatedArnOperatorsNeedAnArn);
            return negated ? Not(any) : any;
        }
        if (set.Length > 0 && actual!.All(a => a.Length == 0))
            return set == "forallvalues" ? Keeps(Rule.ForAllValuesIsTrueWithoutValues) : !Keeps(Rule.ForAnyValueIsFalseWithoutValues);
        return set switch
        {
            "forallvalues" => actual!.Select(Compare).Aggregate((bool?)true, And),
            "foranyvalue" => actual!.Select(Compare).Aggregate((bool?)false, Or),
            _ => actual!.Length == 1 ? Compare(actual[0]) : null,
        };
    }

    static bool? Not(bool? value) => !value;

    bool? Match(string comparison, string expected, string actual)
    {
        switch (comparison)
        {
            case "stringequals":
                return Fill(expected) is { } exact && exact == actual;
            case "stringequalsignorecase":
                return Fill(expected) is { } folded
                    && string.Equals(folded.ToUpperInvariant(), actual.ToUpperInvariant(), StringComparison.Ordinal);
            case "stringlike":
                return Tokens(expected, true, !old) is { } like && Glob(like, actual);
            case "arnequals" or "arnlike":
                return Arn(expected, actual);
            case "bool":
                return Fill(expected) is not { } flag ? (Bool(actual) is null ? null : false)
                    : Bool(actual) is not { } a || Bool(flag) is not { } e ? null
                    : a == e;
            case "binaryequals":
                return Bytes(expected) is not { } b || Bytes(actual) is not { } c ? null : b.SequenceEqual(c);
            case "ipaddress":
                return Ip(expected, actual);
            case not null when comparison.StartsWith("numeric", StringComparison.Ordinal):
                if (!Keeps(Rule.NumbersCompareByValue))
                    return Ordered(comparison["numeric".Length..], string.CompareOrdinal(actual, expected));
                return Number(expected) is not { } n || Number(actual) is not { } m
                    ? null
                    : Ordered(comparison["numeric".Length..], m.CompareTo(n));
            default:
                if (!Keeps(Rule.DatesCompareAsInstants))
                    return Ordered(comparison!["date".Length..], string.CompareOrdinal(actual, expected));
                return Date(expected) is not { } d || Date(actual) is not { } f
                    ? null
                    : Ordered(comparison!["date".Length..], f.CompareTo(d));
        }
    }

    static bool Ordered(string how, int comparison) =>
        how switch
        {
            "equals" => comparison == 0,
            "lessthan" => comparison < 0,
            "lessthanequals" => comparison <= 0,
            "greaterthan" => comparison > 0,
            _ => comparison >= 0,
        };

    static bool? Bool(string text) =>
        text.ToLowerInvariant() switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    static byte[]? Bytes(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A number as a whole one of units of 10^-28.</summary>
    static BigInteger? Number(string text)
    {
        var match = NumberForm().Match(text);
        if (!match.Success || text.Length > 28)
            return null;
        var fraction = match.Groups[3].Value;
        var units = BigInteger.Parse("0" + match.Groups[2].Value + fraction.PadRight(28, '0'), CultureInfo.InvariantCulture);
        return match.Groups[1].Value == "-" ? -units : units;
    }

    [GeneratedRegex(@"^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?$")]
    private static partial Regex NumberForm();

    static readonly string[] DateForms =
    [
        "yyyy",
        "yyyy-MM",
        "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-ddTHH:mm:ssK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    static DateTimeOffset? Date(string text)
    {
        if (Regex.IsMatch(text, @"^-?\d{1,12}$") && text.Length != 4)
            return DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture));
        return DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
    }

    bool? Ip(string expected, string actual)
    {
        var slash = expected.Split('/');
        var network = Address(slash[0]);
        var address = Address(actual);
        if (network is null || address is null || slash.Length > 2)
            return null;
        var width = network.GetAddressBytes().Length * 8;
        if (slash.Length == 2 && (!Regex.IsMatch(slash[1], @"^\d{1,3}$") || int.Parse(slash[1], CultureInfo.InvariantCulture) > width))
            return null;
        var prefix =
            slash.Length == 2 ? int.Parse(slash[1], CultureInfo.InvariantCulture)
            : width == 32 && !Keeps(Rule.BareIpv4IsSlash32) ? 24
            : width;
        if (!Keeps(Rule.CidrPrefixCounts))
            prefix = width;
        if (network.AddressFamily != address.AddressFamily)
            return false;
        BigInteger Bits(IPAddress ip) => new BigInteger(ip.GetAddressBytes(), isUnsigned: true, isBigEndian: true) >> (width - prefix);
        return Bits(network) == Bits(address);
    }

    static IPAddress? Address(string text) =>
        (
            Regex.IsMatch(text, @"^((0|[1-9]\d{0,2})\.){3}(0|[1-9]\d{0,2})$")
            || (text.Contains(':') && !text.Contains('%') && !text.Contains('['))
        ) && IPAddress.TryParse(text, out var address)
            ? address
            : null;

    bool? Arn(string expected, string actual)
    {
        if (expected == "*")
            return true;
        if (Tokens(expected, true, !old) is not { } tokens)
            return false;
        var parts = new List<List<Token>> { new() };
        foreach (var token in tokens)
        {
            if (token == new Token(':') && parts.Count < 6)
                parts.Add([]);
            else
                parts[^1].Add(token);
        }
        if (parts.Count < 6)
            return null;
        if (!Keeps(Rule.StarStaysInArnPart))
            return Glob(tokens, actual);
        var values = actual.Split(':', 6);
        return values.Length == 6 && Enumerable.Range(0, 6).All(i => Glob(parts[i], values[i]));
    }

    /// <summary>A literal character, or a wildcard.</summary>
    readonly record struct Token(char Char, string Wild = "")
    {
        public static readonly Token Any = new('\0', "*");
        public static readonly Token AnyButColon = new('\0', "*-");
        public static readonly Token One = new('\0', "?");
        public static readonly Token OneButColon = new('\0', "?-");
    }

    string? Fill(string text) => Tokens(text, false, !old) is { } tokens ? string.Concat(tokens.Select(t => t.Char)) : null;

    /// <summary>The characters and wildcards of a pattern with its variables filled in; null when one has no value.</summary>
    List<Token>? Tokens(string pattern, bool wildcards, bool variables)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (variables && VariableForm().Match(pattern, i) is { Success: true } variable)
            {
                i += variable.Length - 1;
                var name = variable.Groups[1].Value.Trim(' ');
                string? value;
                if (name is "*" or "?" or "$")
                    value = name;
                else if (
                    name is not ("aws:TagKeys" or "aws:CalledVia")
                    && request.Context.TryGetValue(name, out var values)
                    && values.Length == 1
                )
                    value = values[0];
                else
                    value = variable.Groups[2].Success ? variable.Groups[2].Value : null;
                if (value is null)
                    return null;
                if (!Keeps(Rule.VariableValuesAreLiteral))
                    tokens.AddRange(value.Select(c => wildcards && c == '*' ? Token.Any : new Token(c)));
                else
                    tokens.AddRange(value.Select(c => new Token(c)));
                continue;
            }
            tokens.Add(
                pattern[i] switch
                {
                    '*' when wildcards => Token.Any,
                    '?' when wildcards => Token.One,
                    var c => new Token(c),
                }
            );
        }
        return tokens;
    }

    [GeneratedRegex(@"\G\$\{([^,}]*[^,} ][^,}]*)(?:,\ *'([^']*)'\ *)?\}")]
    private static partial Regex VariableForm();

    /// <summary>Tries every way of matching, one row of possibilities per token.</summary>
    static bool Glob(List<Token>? tokens, string text)
    {
        var reach = new bool[text.Length + 1];
        reach[0] = true;
        foreach (var token in tokens!)
        {
            var next = new bool[text.Length + 1];
            for (var i = 0; i <= text.Length; i++)
            {
                if (token.Wild.StartsWith('*'))
                    next[i] = reach[i] || (i > 0 && next[i - 1] && (token.Wild == "*" || text[i - 1] != ':'));
                else if (i > 0 && reach[i - 1])
                    next[i] =
                        token.Wild == "?" || (token.Wild == "?-" && text[i - 1] != ':') || (token.Wild == "" && text[i - 1] == token.Char);
            }
            reach = next;
        }
        return reach[text.Length];
    }
}
