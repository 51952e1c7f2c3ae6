using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Tags;

[Collection(ServerCollection.Name)]
public class ListOpenIDConnectProviderTagsTests(TestServer server) : ListTagsTests(server, "OpenIDConnectProvider");
