// Expressions in JSX are read.
export const Page = ({ items, load }: Props) => (
    <Layout.Main title={title(items)} {...rest} onClick={() => load('x')}>
        <p className="plain">text {items.map((item) => <Item key={item.id} icon={<Icon />} />)}</p>
        <>{/* nothing */}</>
    </Layout.Main>
);
