using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mantle.Wire;

/// <summary>How a service words a broken constraint.</summary>
public enum ConstraintStyle
{
    /// <summary><c>Value at 'userName' …</c>, a broken length before a broken pattern (IAM).</summary>
    LengthFirst,

    /// <summary><c>Value 'x' at 'roleArn' …</c>, a broken pattern before a broken length (STS).</summary>
    ValueAndPatternFirst,

    /// <summary><c>Value 'x' at 'name' …</c>, a broken length before a broken pattern.</summary>
    ValueAndLengthFirst,

    /// <summary><c>InvalidInputException</c> with a <c>Reason</c>, for the first broken constraint alone (Organizations).</summary>
    Reason,
}

/// <summary>
/// Collects what in a request breaks its model, and says all of it in one <c>ValidationError</c>:
/// <c>2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: …; …</c>.
/// </summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The model's own words.")]
public ref struct ConstraintChecker
{
    // Enough for anyone to mend a request by, and an end to what a hostile one can make of it.
    const int MaxViolations = 100;

    readonly ConstraintStyle _style;
    List<string>? _violations;
    string? _badCharacters;
    Path _path;
    int _depth;

    /// <summary>Begins a check in a service's wording.</summary>
    public ConstraintChecker(ConstraintStyle style) => _style = style;

    readonly bool ShowsValues => _style != ConstraintStyle.LengthFirst;

    /// <summary>Goes into a member that is a structure or a list of them.</summary>
    public void Enter(string member)
    {
        // No request of the models nests half as deep.
        if (_depth == Path.Depth)
            throw CommonErrors.MalformedInput();
        _path[_depth++] = (member, 0);
    }

    /// <summary>Goes to an element of the list entered last, counted from 0.</summary>
    public void At(int index) => _path[_depth - 1].Index = index + 1;

    /// <summary>Goes back to where <see cref="Enter"/> came from.</summary>
    public void Leave() => _depth--;

    /// <summary>Tells of a required member that is absent.</summary>
    public void Missing(string member) => Add(member, null, "Member must not be null", Broken.Required);

    /// <summary>Tells of a required number, boolean or moment that is absent, and gives another in its place.</summary>
    public T Missing<T>(string member, T instead)
        where T : struct
    {
        Missing(member);
        return instead;
    }

    /// <summary>Tells of an element of the list entered last that is absent.</summary>
    public void MissingElement() => Add(null, null, "Member must not be null", Broken.Required);

    /// <summary>Checks a member that is only required.</summary>
    public void Required(string member, object? value)
    {
        if (value is null)
            Missing(member);
    }

    /// <summary>Checks a text.</summary>
    public void String(string member, string? value, bool required, StringConstraint constraint)
    {
        if (value is null)
        {
            if (required)
                Missing(member);
            return;
        }
        if (!constraint.IsAllowed(value))
            Add(member, constraint.Sensitive ? null : value, EnumText(constraint.Values!), Broken.Enum);
        var matches = constraint.IsMatch(value);
        if (!matches && constraint.PatternText is { } text)
        {
            _badCharacters ??= text.Replace("{member}", member, StringComparison.Ordinal);
            matches = true;
        }
        if (!matches && _style == ConstraintStyle.ValueAndPatternFirst)
            Add(member, constraint.Sensitive ? null : value, PatternText(constraint.Pattern!), Broken.Pattern);
        if (!constraint.IsShortEnough(value))
            Add(member, constraint.Sensitive ? null : value, MaxLengthText(constraint.Max ?? StringConstraint.DefaultMax), Broken.MaxLength);
        if (!constraint.IsLongEnough(value))
            Add(member, constraint.Sensitive ? null : value, MinLengthText(constraint.Min!.Value), Broken.MinLength);
        if (!matches && _style != ConstraintStyle.ValueAndPatternFirst)
            Add(member, constraint.Sensitive ? null : value, PatternText(constraint.Pattern!), Broken.Pattern);
    }

    /// <summary>Checks a number.</summary>
    public void Number(string member, long? value, long min, long max)
    {
        if (value is not { } number)
            return;
        if (number > max)
            Add(member, number.ToString(CultureInfo.InvariantCulture), $"Member must have value less than or equal to {max}", Broken.MaxValue);
        if (number < min)
            Add(member, number.ToString(CultureInfo.InvariantCulture), $"Member must have value greater than or equal to {min}", Broken.MinValue);
    }

    /// <summary>Checks the length of a list; its elements, where they are structures, are checked one by one.</summary>
    public void List<T>(string member, IReadOnlyCollection<T>? value, bool required, int min, int max)
    {
        if (value is null)
        {
            if (required)
                Missing(member);
            return;
        }
        if (value.Count > max)
            Add(member, Printed(value), MaxLengthText(max), Broken.MaxLength);
        if (value.Count < min)
            Add(member, Printed(value), MinLengthText(min), Broken.MinLength);
    }

    /// <summary>Checks the texts of a list: however many break it, that is one violation of the list.</summary>
    public void Elements(string member, IReadOnlyList<string>? values, StringConstraint constraint, bool nullable = false)
    {
        if (values is null)
            return;
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            if (value is not null && constraint.IsAllowed(value) && constraint.IsMatch(value) && constraint.IsShortEnough(value) && constraint.IsLongEnough(value))
                continue;
            Add(member, constraint.Sensitive ? null : Printed(values), $"Member must satisfy constraint: [{ElementText(constraint, nullable)}]", Broken.Element);
            return;
        }
    }

    /// <summary>Ends the check.</summary>
    /// <exception cref="ApiException"><c>ValidationError</c> 400, if anything was broken.</exception>
    public readonly void ThrowIfAny()
    {
        if (_violations is not null)
            throw CommonErrors.ValidationError(
                $"{_violations.Count} validation error{(_violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", _violations)}");
        if (_badCharacters is not null)
            throw CommonErrors.ValidationError(_badCharacters);
    }

    void Add(string? member, string? value, string constraint, Broken broken)
    {
        if (_style == ConstraintStyle.Reason)
            throw Refusal(broken, member);
        if (_violations?.Count >= MaxViolations)
            return;
        var text = new StringBuilder("Value ");
        if (ShowsValues && broken == Broken.Required)
            text.Append("null ");
        else if (ShowsValues && value is not null)
            text.Append('\'').Append(value).Append("' ");
        text.Append("at '");
        AppendPath(text, member);
        text.Append("' failed to satisfy constraint: ").Append(constraint);
        (_violations ??= []).Add(text.ToString());
    }

    // Only the text for a pattern is recorded; the others are the API reference's words for the reason.
    static ApiException Refusal(Broken broken, string? member)
    {
        var (reason, message) = broken switch
        {
            Broken.Required => ("INPUT_REQUIRED", "You must include a value for all required parameters."),
            Broken.Enum => ("INVALID_ENUM", "You specified an invalid value."),
            // The API reference has a reason for targets alone.
            Broken.Pattern when "targetId".Equals(member, StringComparison.OrdinalIgnoreCase) =>
                ("INVALID_PATTERN_TARGET_ID", "You provided a value that does not match the required pattern."),
            Broken.Pattern => ("INVALID_PATTERN", "You provided a value that does not match the required pattern."),
            Broken.MaxLength => ("MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed."),
            Broken.MinLength => ("MIN_LENGTH_EXCEEDED", "You provided a string parameter that is shorter than allowed."),
            Broken.MaxValue => ("MAX_VALUE_EXCEEDED", "You provided a numeric parameter that has a larger value than allowed."),
            Broken.MinValue => ("MIN_VALUE_EXCEEDED", "You provided a numeric parameter that has a smaller value than allowed."),
            _ => ("INVALID_LIST_MEMBER", "You provided a list to a parameter that contains at least one invalid value."),
        };
        return new("InvalidInputException", 400, Fault.Sender, message) { Details = [new("Reason", reason)] };
    }

    readonly void AppendPath(StringBuilder text, string? member)
    {
        for (var i = 0; i < _depth; i++)
        {
            var (name, index) = _path[i];
            if (i > 0)
                text.Append('.');
            text.Append(name);
            if (index > 0)
                text.Append('.').Append(index).Append(".member");
        }
        if (member is not null)
            text.Append(_depth > 0 ? "." : "").Append(member);
    }

    readonly string EnumText(IReadOnlyList<string> values) => ShowsValues
        ? $"Member must satisfy enum value set: [{string.Join(", ", values)}]"
        : "Member must satisfy enum value set";

    readonly string ElementText(StringConstraint constraint, bool nullable)
    {
        var texts = new List<string>();
        if (constraint.Max is { } max)
            texts.Add(MaxLengthText(max));
        if (constraint.Min is { } min)
            texts.Add(MinLengthText(min));
        if (constraint.Pattern is { } pattern)
            texts.Add(PatternText(pattern));
        if (constraint.Values is { } values)
            texts.Add(EnumText(values));
        if (!nullable)
            texts.Add("Member must not be null");
        return string.Join(", ", texts);
    }

    static string MaxLengthText(int max) => $"Member must have length less than or equal to {max}";

    static string MinLengthText(int min) => $"Member must have length greater than or equal to {min}";

    static string PatternText(ConstraintPattern pattern) => $"Member must satisfy regular expression pattern: {pattern}";

    // What AWS prints for a list of structures is the address of a Java object; their name says as much.
    static string Printed<T>(IReadOnlyCollection<T> values) =>
        $"[{string.Join(", ", values.Select(value => value is null ? "null" : value is string text ? text : typeof(T).Name))}]";

    enum Broken
    {
        Required,
        Enum,
        Pattern,
        MaxLength,
        MinLength,
        MaxValue,
        MinValue,
        Element,
    }

    [InlineArray(Path.Depth)]
    struct Path
    {
        public const int Depth = 16;

        (string Member, int Index) _element;
    }
}
