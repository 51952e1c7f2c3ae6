using System.Diagnostics.CodeAnalysis;

namespace Mantle.Policy;

/// <summary>Reads policy documents: <c>PolicyDocument.Parse</c> and <c>PolicyDocument.TryParse</c>.</summary>
/// <remarks>Extensions of the document, so that the document itself does not know its parser.</remarks>
public static class PolicyDocumentParsing
{
    extension(PolicyDocument)
    {
        /// <summary>Reads a document.</summary>
        /// <param name="json">The text; at most 400,000 characters.</param>
        /// <param name="document">The document, or null if the text is not a policy.</param>
        /// <param name="problems">Why not, in document order; empty on success.</param>
        public static bool TryParse(
            string json,
            [NotNullWhen(true)] out PolicyDocument? document,
            out IReadOnlyList<PolicyProblem> problems
        )
        {
            ArgumentNullException.ThrowIfNull(json);
            document = PolicyParser.Parse(json, out problems);
            return document is not null;
        }

        /// <summary>Reads a document that is known to be good.</summary>
        /// <exception cref="FormatException">The text is not a policy; the message names the first problem and its place.</exception>
        public static PolicyDocument Parse(string json) =>
            TryParse(json, out var document, out var problems)
                ? document
                : throw new FormatException(
                    $"{problems[0].Message} Line {problems[0].Line}, column {problems[0].Column}: " + $"{problems[0].Detail}"
                );
    }
}
