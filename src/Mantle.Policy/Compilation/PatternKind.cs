namespace Mantle.Policy;

enum PatternKind : byte
{
    /// <summary><c>*</c>: matches everything.</summary>
    All,

    /// <summary>Text without wildcards.</summary>
    Exact,

    /// <summary>Text followed by one <c>*</c>.</summary>
    Prefix,

    /// <summary>Anything else with wildcards.</summary>
    Wildcards,

    /// <summary>Text with variables, which are filled in before matching.</summary>
    Variables,
}
