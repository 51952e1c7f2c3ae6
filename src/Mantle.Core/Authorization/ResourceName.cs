namespace Mantle.Core.Authorization;

/// <summary>
/// The resource of an access: an ARN, parsed once, or <c>*</c> if the action has no resource. Text that is not an ARN is kept as it is;
/// it matches no resource.
/// </summary>
public readonly record struct ResourceName
{
    readonly string? text;

    ResourceName(string text, Arn arn) => (this.text, Arn) = (text, arn);

    /// <summary>The resource of an action that has no resource: <c>*</c>.</summary>
    public static ResourceName None { get; } = new("*", default);

    /// <summary>The ARN; the default value if the text is not an ARN.</summary>
    public Arn Arn { get; }

    /// <summary>Whether the action has no resource.</summary>
    public bool IsNone => text is "*";

    /// <summary>Parses a text.</summary>
    public static implicit operator ResourceName(string text) => new(text, Arn.TryParse(text, out var arn) ? arn : default);

    /// <summary>The resource with this ARN.</summary>
    public static implicit operator ResourceName(Arn arn) => new(arn, arn);

    /// <summary>The text that policies are matched against.</summary>
    public override string ToString() => text ?? "";
}
