using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>The <c>ContextEntries</c> of a simulation.</summary>
static class ContextInput
{
    const string ListSuffix = "List";

    /// <summary>Adds the entries to a context; an entry replaces the context's values of its key.</summary>
    /// <exception cref="Wire.ApiException">InvalidInput: an entry is incomplete or given twice, or a value does not have the entry's
    /// type.</exception>
    public static void AddTo(DictionaryRequestContext context, IReadOnlyList<ContextEntry> entries)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < entries.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"ContextEntries.member.{i + 1}");
            var name = entries[i].ContextKeyName ?? throw Errors.InvalidInput($"{field}.ContextKeyName is required.");
            var type = entries[i].ContextKeyType ?? throw Errors.InvalidInput($"{field}.ContextKeyType is required.");
            if (!seen.Add(name))
                throw Errors.InvalidInput($"{field}.ContextKeyName: {name} is given twice.");
            var values = entries[i].ContextKeyValues ?? [];
            var isList = type.EndsWith(ListSuffix, StringComparison.Ordinal);
            if (!isList && values.Count != 1)
                throw Errors.InvalidInput($"{field}.ContextKeyValues: {name} of type {type} has one value, not {values.Count}.");
            var valueType = isList ? type[..^ListSuffix.Length] : type;
            foreach (var value in values)
                if (!Fits(value, valueType))
                    throw Errors.InvalidInput($"{field}.ContextKeyValues: '{value}' is not a value of type {valueType}.");
            if (isList)
                context.Add(name, [.. values]);
            else
                context.Add(name, values[0]);
        }
    }

    /// <summary>
    /// Whether conditions of a type can read a value. The policy engine itself decides: it compares the value with something of that type.
    /// </summary>
    static bool Fits(string value, string type)
    {
        if (type == ContextKeyTypeEnum.String)
            return true;
        return PolicyEvaluator
            .Explain(
                new EvaluationRequest
                {
                    Principal = Principal.Anonymous,
                    Action = Probe,
                    Resource = "*",
                    ResourcePolicy = Comparisons[type],
                    Context = new DictionaryRequestContext { { ProbedKey, value } },
                }
            )
            .Unevaluated.IsEmpty;
    }

    const string ProbedKey = "probe:Value";

    static readonly ActionName Probe = ActionName.Parse("probe:Compare");

    static readonly Dictionary<string, PolicySet> Comparisons = new(StringComparer.Ordinal)
    {
        [ContextKeyTypeEnum.Numeric] = Comparison("NumericEquals", "0"),
        [ContextKeyTypeEnum.Boolean] = Comparison("Bool", "true"),
        [ContextKeyTypeEnum.Ip] = Comparison("IpAddress", "0.0.0.0/0"),
        [ContextKeyTypeEnum.Binary] = Comparison("BinaryEquals", "AA=="),
        [ContextKeyTypeEnum.Date] = Comparison("DateEquals", "1970-01-01T00:00:00Z"),
    };

    static PolicySet Comparison(string @operator, string operand) =>
        [
            CompiledPolicy.Compile(
                $$"""
                {
                  "Version": "2012-10-17",
                  "Statement": {
                    "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
                    "Condition": { "{{@operator}}": { "{{ProbedKey}}": "{{operand}}" } }
                  }
                }
                """
            ),
        ];
}
