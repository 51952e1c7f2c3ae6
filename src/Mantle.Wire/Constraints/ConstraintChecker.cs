using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mantle.Wire;

/// <summary>
/// Collects all violations of the model in a request, and reports them in one <c>ValidationError</c>:
/// <c>2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: …; …</c>.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public ref struct ConstraintChecker
{
    // Enough to correct a request, and a limit for hostile ones.
    const int MaxViolations = 100;

    readonly ConstraintStyle style;
    List<string>? violations;
    string? badCharacters;
    Path path;
    int depth;

    /// <summary>Starts a check with a service's message style.</summary>
    public ConstraintChecker(ConstraintStyle style) => this.style = style;

    readonly bool ShowsValues => style != ConstraintStyle.LengthFirst;

    /// <summary>Enters a member that is a structure, or a list or map of structures.</summary>
    public void Enter(string member)
    {
        // Deeper members are checked too, but the message contains only the path up to this depth.
        if (depth < Path.Depth)
            path[depth] = (member, 0);
        depth++;
    }

    /// <summary>Goes to an element of the current list, by its index from 0.</summary>
    public void At(int index)
    {
        if (depth <= Path.Depth)
            path[depth - 1].Index = index + 1;
    }

    /// <summary>Enters an entry of the current map; <see cref="LeaveEntry"/> leaves it.</summary>
    public void EnterEntry(string key)
    {
        Enter(key);
        Enter("member");
    }

    /// <summary>Leaves the entry of <see cref="EnterEntry"/>.</summary>
    public void LeaveEntry() => depth -= 2;

    /// <summary>Leaves the member of <see cref="Enter"/>.</summary>
    public void Leave() => depth--;

    /// <summary>Reports an absent required member.</summary>
    public void Missing(string member) => Add(member, null, "Member must not be null", BrokenConstraint.Required);

    /// <summary>Reports an absent required number, boolean or timestamp, and returns a value to use instead.</summary>
    public T Missing<T>(string member, T instead)
        where T : struct
    {
        Missing(member);
        return instead;
    }

    /// <summary>Reports an absent element of the current list.</summary>
    public void MissingElement() => Add(null, null, "Member must not be null", BrokenConstraint.Required);

    /// <summary>Checks a member whose only constraint is that it is required.</summary>
    public void Required(string member, object? value)
    {
        if (value is null)
            Missing(member);
    }

    /// <summary>Checks a string.</summary>
    public void String(string member, string? value, bool required, StringConstraint constraint)
    {
        if (value is null)
        {
            if (required)
                Missing(member);
            return;
        }
        var shown = constraint.Sensitive ? null : value;
        if (!constraint.IsAllowed(value))
            Add(member, shown, ConstraintTexts.Enum(constraint.Values!, ShowsValues), BrokenConstraint.Enum);
        var matches = constraint.IsMatch(value);
        if (!matches && constraint.PatternText is { } text)
        {
            badCharacters ??= text.Replace("{member}", member, StringComparison.Ordinal);
            matches = true;
        }
        if (!matches && style == ConstraintStyle.ValueAndPatternFirst)
            Add(member, shown, ConstraintTexts.Pattern(constraint.Pattern!), BrokenConstraint.Pattern);
        if (!constraint.IsShortEnough(value))
            Add(member, shown, ConstraintTexts.MaxLength(constraint.Max ?? StringConstraint.DefaultMax), BrokenConstraint.MaxLength);
        if (!constraint.IsLongEnough(value))
            Add(member, shown, ConstraintTexts.MinLength(constraint.Min!.Value), BrokenConstraint.MinLength);
        if (!matches && style != ConstraintStyle.ValueAndPatternFirst)
            Add(member, shown, ConstraintTexts.Pattern(constraint.Pattern!), BrokenConstraint.Pattern);
    }

    /// <summary>Checks a number.</summary>
    public void Number(string member, long? value, long min, long max)
    {
        if (value is not { } number)
            return;
        if (number >= min && number <= max)
            return;
        var shown = number.ToString(CultureInfo.InvariantCulture);
        if (number > max)
            Add(member, shown, ConstraintTexts.MaxValue(max.ToString(CultureInfo.InvariantCulture)), BrokenConstraint.MaxValue);
        if (number < min)
            Add(member, shown, ConstraintTexts.MinValue(min.ToString(CultureInfo.InvariantCulture)), BrokenConstraint.MinValue);
    }

    /// <summary>Checks a decimal number.</summary>
    public void Number(string member, double? value, double min, double max)
    {
        if (value is not { } number)
            return;
        if (number > max)
            Add(member, Numbers.Text(number), ConstraintTexts.MaxValue(Numbers.Text(max)), BrokenConstraint.MaxValue);
        if (number < min)
            Add(member, Numbers.Text(number), ConstraintTexts.MinValue(Numbers.Text(min)), BrokenConstraint.MinValue);
    }

    /// <summary>Checks the length of a list. Elements that are structures are checked one by one.</summary>
    public void List<T>(string member, IReadOnlyCollection<T>? value, bool required, int min, int max)
    {
        if (value is null)
        {
            if (required)
                Missing(member);
            return;
        }
        if (value.Count > max)
            Add(member, ConstraintTexts.Printed(value), ConstraintTexts.MaxLength(max), BrokenConstraint.MaxLength);
        if (value.Count < min)
            Add(member, ConstraintTexts.Printed(value), ConstraintTexts.MinLength(min), BrokenConstraint.MinLength);
    }

    /// <summary>Checks the strings of a list. Any number of invalid ones is one violation of the list.</summary>
    public void Elements(string member, IReadOnlyList<string>? values, StringConstraint constraint, bool nullable = false)
    {
        if (values is null)
            return;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value && constraint.Accepts(value))
                continue;
            var texts = ConstraintTexts.Elements(constraint, ShowsValues, nullable);
            var printed = constraint.Sensitive ? null : ConstraintTexts.Printed(values);
            Add(member, printed, $"Member must satisfy constraint: [{texts}]", BrokenConstraint.Element);
            return;
        }
    }

    /// <summary>Checks the keys of a map. Any number of invalid ones is one violation of the map.</summary>
    public void Keys<T>(string member, IReadOnlyDictionary<string, T>? map, StringConstraint constraint)
    {
        if (map is null)
            return;
        foreach (var (key, _) in map)
        {
            if (constraint.Accepts(key))
                continue;
            var texts = ConstraintTexts.Elements(constraint, ShowsValues, nullable: true);
            Add(member, null, $"Map keys must satisfy constraint: [{texts}]", BrokenConstraint.Element);
            return;
        }
    }

    /// <summary>Checks the strings of a map. Any number of invalid ones is one violation of the map.</summary>
    public void Values(string member, IReadOnlyDictionary<string, string>? map, StringConstraint constraint)
    {
        if (map is null)
            return;
        foreach (var (_, value) in map)
        {
            if (value is not null && constraint.Accepts(value))
                continue;
            var texts = ConstraintTexts.Elements(constraint, ShowsValues, nullable: false);
            Add(member, null, $"Map value must satisfy constraint: [{texts}]", BrokenConstraint.Element);
            return;
        }
    }

    /// <summary>Ends the check.</summary>
    /// <exception cref="ApiException"><c>ValidationError</c> 400, if there is a violation.</exception>
    public readonly void ThrowIfAny()
    {
        if (violations is not null)
            throw CommonErrors.ValidationError(
                $"{violations.Count} validation error{(violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", violations)}"
            );
        if (badCharacters is not null)
            throw CommonErrors.ValidationError(badCharacters);
    }

    void Add(string? member, string? value, string constraint, BrokenConstraint broken)
    {
        if (style == ConstraintStyle.Reason)
            throw BrokenConstraints.Reason(broken, member);
        if (violations?.Count >= MaxViolations)
            return;
        var text = new StringBuilder("Value ");
        if (ShowsValues && broken == BrokenConstraint.Required)
            text.Append("null ");
        else if (ShowsValues && value is not null)
            text.Append('\'').Append(value).Append("' ");
        text.Append("at '");
        AppendPath(text, member);
        text.Append("' failed to satisfy constraint: ").Append(constraint);
        (violations ??= []).Add(text.ToString());
    }

    readonly void AppendPath(StringBuilder text, string? member)
    {
        for (var i = 0; i < depth && i < Path.Depth; i++)
        {
            var (name, index) = path[i];
            if (i > 0)
                text.Append('.');
            text.Append(name);
            if (index > 0)
                text.Append('.').Append(index).Append(".member");
        }
        if (member is not null)
            text.Append(depth > 0 ? "." : "").Append(member);
    }

    [InlineArray(Path.Depth)]
    struct Path
    {
        public const int Depth = 16;

        (string Member, int Index) element;
    }
}
