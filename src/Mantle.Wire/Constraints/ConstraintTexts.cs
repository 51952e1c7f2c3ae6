namespace Mantle.Wire;

/// <summary>AWS's message for each kind of constraint.</summary>
static class ConstraintTexts
{
    public static string MaxLength(int max) => $"Member must have length less than or equal to {max}";

    public static string MinLength(int min) => $"Member must have length greater than or equal to {min}";

    public static string MaxValue(string max) => $"Member must have value less than or equal to {max}";

    public static string MinValue(string min) => $"Member must have value greater than or equal to {min}";

    public static string Pattern(ConstraintPattern pattern) => $"Member must satisfy regular expression pattern: {pattern}";

    public static string Enum(IReadOnlyList<string> values, bool showsValues) =>
        showsValues ? $"Member must satisfy enum value set: [{string.Join(", ", values)}]" : "Member must satisfy enum value set";

    /// <summary>All constraints of a list's elements or a map's values.</summary>
    public static string Elements(StringConstraint constraint, bool showsValues, bool nullable)
    {
        var texts = new List<string>();
        if (constraint.Max is { } max)
            texts.Add(MaxLength(max));
        if (constraint.Min is { } min)
            texts.Add(MinLength(min));
        if (constraint.Pattern is { } pattern)
            texts.Add(Pattern(pattern));
        if (constraint.Values is { } values)
            texts.Add(Enum(values, showsValues));
        if (!nullable)
            texts.Add("Member must not be null");
        return string.Join(", ", texts);
    }

    // AWS prints the addresses of Java objects for a list of structures; their type names say as much.
    public static string Printed<T>(IReadOnlyCollection<T> values) =>
        $"[{string.Join(", ", values.Select(value => value is null ? "null" : value is string text ? text : typeof(T).Name))}]";
}
