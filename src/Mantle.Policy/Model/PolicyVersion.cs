namespace Mantle.Policy;

/// <summary>The <c>Version</c> element: the version of the policy language.</summary>
/// <remarks>
/// See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html">
/// IAM JSON policy elements: Version</see>.
/// </remarks>
public enum PolicyVersion
{
    /// <summary>No <c>Version</c> element: behaves as <see cref="V2008"/>.</summary>
    Absent,

    /// <summary><c>2008-10-17</c>: policy variables are literal text.</summary>
    V2008,

    /// <summary><c>2012-10-17</c>: the current version.</summary>
    V2012,
}
