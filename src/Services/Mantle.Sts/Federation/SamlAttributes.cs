using System.Collections.Immutable;
using System.Xml;
using Mantle.Core.Federation;

namespace Mantle.Sts.Federation;

/// <summary>Reads the attributes of a verified assertion.</summary>
static class SamlAttributes
{
    public static List<(string Name, ImmutableArray<string> Values)> Of(XmlElement assertion) =>
        [
            .. from statement in assertion.Children("AttributeStatement", SamlNames.Assertion)
            from attribute in statement.Children("Attribute", SamlNames.Assertion)
            select (
                attribute.Attribute("Name") ?? "",
                attribute.Children("AttributeValue", SamlNames.Assertion).Select(value => value.PlainText()).ToImmutableArray()
            ),
        ];

    public static string? Only(List<(string Name, ImmutableArray<string> Values)> attributes, string name)
    {
        var values = attributes.Where(attribute => attribute.Name == name).SelectMany(attribute => attribute.Values).ToImmutableArray();
        return values.IsEmpty ? null : OnlyValue(values);
    }

    public static string OnlyValue(ImmutableArray<string> values) =>
        values is [var only] ? only : throw new XmlException("The attribute must have one value.");

    /// <summary>The pairs of role and provider ARNs; either may come first.</summary>
    public static HashSet<(string Role, string Provider)> Pairs(XmlElement assertion)
    {
        var values = Of(assertion).Where(attribute => attribute.Name == SamlNames.Role).SelectMany(attribute => attribute.Values).ToList();
        if (values.Count == 0)
            throw FederationErrors.InvalidIdentityToken("Role is required in AuthnResponse");
        var pairs = new HashSet<(string, string)>();
        foreach (var value in values)
            if (value.Split(',', StringSplitOptions.TrimEntries) is [var first, var second])
                pairs.Add(first.Contains(":saml-provider/", StringComparison.Ordinal) ? (second, first) : (first, second));
        return pairs;
    }

    public static TimeSpan? Duration(string? text)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 900 and <= 43_200
            ? TimeSpan.FromSeconds(seconds)
            : throw FederationErrors.InvalidIdentityToken("SessionDuration in AuthnResponse must be between 900 and 43200");
    }
}
