using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Tags;

[Collection(ServerCollection.Name)]
public class ListSAMLProviderTagsTests(TestServer server) : ListTagsTests(server, "SAMLProvider");
